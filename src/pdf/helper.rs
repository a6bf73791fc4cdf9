//! Pages set by another process of this same program.
//!
//! typst keeps its memory of earlier work in one place for all threads of a process, and two
//! threads that set pages wait for each other there. Two processes do not, and what one of them
//! forgets the system has back.
//!
//! The two talk through the helper's standard input and output: frames of a length (32 bits,
//! little-endian) and so many bytes. The first frame says how pages look; then each document asked
//! for is answered with a [`Reply`] and, if it went well, the file.

use std::ffi::OsStr;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{MadePdf, PdfWriter};
use crate::document::{Document, Failure};
use crate::fonts::Faces;
use crate::style::PageStyle;

/// Everything that all documents of a run share.
#[derive(Serialize, Deserialize)]
struct Setup {
    style: PageStyle,
    /// Of the user's own font files.
    fonts: Vec<Vec<u8>>,
}

/// Number of pages, or why there are none.
type Reply = Result<usize, String>;

/// A running helper. It ends when this is dropped, and by itself when this process ends.
pub struct Helper {
    process: Child,
    requests: Option<ChildStdin>,
    replies: BufReader<ChildStdout>,
}

impl Helper {
    /// Starts `program` with `argument`; it must call [`serve`].
    ///
    /// # Errors
    /// If the system does not start it.
    pub fn start(
        program: &Path,
        argument: impl AsRef<OsStr>,
        style: &PageStyle,
        faces: &Faces,
    ) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let replies = BufReader::new(process.stdout.take().ok_or_else(closed)?);
        let mut requests = process.stdin.take();
        let look = Setup {
            style: style.clone(),
            fonts: faces.own_files(),
        };
        send(requests.as_mut().ok_or_else(closed)?, &pack(&look)?)?;
        Ok(Self {
            process,
            requests,
            replies,
        })
    }

    /// # Errors
    /// The outer one if the helper is gone; the inner one as [`PdfWriter::make`].
    pub fn make(&mut self, document: &Document) -> io::Result<Result<MadePdf, Failure>> {
        send(self.requests.as_mut().ok_or_else(closed)?, &pack(document)?)?;
        let reply = receive(&mut self.replies)?.ok_or_else(closed)?;
        match unpack::<Reply>(&reply)? {
            Ok(pages) => Ok(Ok(MadePdf {
                bytes: receive(&mut self.replies)?.ok_or_else(closed)?,
                pages,
            })),
            Err(why) => Ok(Err(Failure(why))),
        }
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.requests.take());
        let _ = self.process.wait();
    }
}

/// The work of a helper: sets every document that comes, until there are no more.
///
/// # Errors
/// If the other side is gone, or does not keep to the order of frames.
pub fn serve(mut requests: impl Read, mut replies: impl Write) -> io::Result<()> {
    let Some(look) = receive(&mut requests)? else {
        return Ok(());
    };
    let look: Setup = unpack(&look)?;
    let faces = Faces::of_family(&look.style.font.pdf, &look.fonts)
        .ok_or_else(|| io::Error::other("no such face"))?;
    let writer = PdfWriter::new(look.style, &faces);
    while let Some(document) = receive(&mut requests)? {
        let made = writer.make(&unpack(&document)?);
        PdfWriter::forget(1);
        match made {
            Ok(MadePdf { bytes, pages }) => {
                send(&mut replies, &pack(&Reply::Ok(pages))?)?;
                send(&mut replies, &bytes)?;
            }
            Err(Failure(why)) => send(&mut replies, &pack(&Reply::Err(why))?)?,
        }
    }
    Ok(())
}

fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// `None` where the other side has closed between two frames.
fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut bytes = vec![0; usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

fn pack(it: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_allocvec(it).map_err(io::Error::other)
}

fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}

fn closed() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::document::{Block, Orientation, Properties, Section, Text};

    fn document(text: &str) -> Document {
        let properties = Properties {
            title: "Проба".to_owned(),
            author: String::new(),
            subject: String::new(),
            date: NaiveDate::default(),
            identifier: text.to_owned(),
        };
        let blocks = vec![Block::Paragraph(Text::plain(text))];
        Document::new(
            properties,
            vec![Section {
                bookmark: None,
                orientation: Orientation::Portrait,
                blocks,
            }],
        )
    }

    #[test]
    fn each_document_is_answered_and_a_bad_one_does_not_end_the_talk() {
        let look = Setup {
            style: PageStyle::built_in(),
            fonts: Vec::new(),
        };
        let (good, bad) = (document("Да"), document("😀"));
        let mut requests = Vec::new();
        send(&mut requests, &pack(&look).unwrap()).unwrap();
        for it in [&good, &bad, &good] {
            send(&mut requests, &pack(it).unwrap()).unwrap();
        }
        let mut replies = Vec::new();
        serve(requests.as_slice(), &mut replies).unwrap();

        let here = PdfWriter::new(look.style, &Faces::default())
            .make(&good)
            .unwrap();
        let mut replies = replies.as_slice();
        let mut next = || receive(&mut replies).unwrap();
        for expected in [Ok(1), Err(()), Ok(1)] {
            let reply: Reply = unpack(&next().unwrap()).unwrap();
            assert_eq!(reply.map_err(|_| ()), expected);
            if expected.is_ok() {
                assert!(next().unwrap() == here.bytes);
            }
        }
        assert_eq!(next(), None);
    }

    #[test]
    fn a_frame_cut_short_is_an_error() {
        assert!(receive(&mut [4, 0, 0, 0, 1].as_slice()).is_err());
        assert!(serve([1, 0, 0, 0, 255].as_slice(), Vec::new()).is_err());
    }
}
