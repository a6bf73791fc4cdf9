//! A second start for a folder that is already open: it asks the running server for a new key
//! instead of serving the folder twice.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::security::{ADDRESS, RANDOM, SECOND};
use crate::disk::{OpenPage, OpenPages};

/// The address it asks at.
pub(super) const PATH: &str = "/again";
/// A server on the same computer answers at once, if at all.
const PATIENCE: Duration = Duration::from_secs(2);
/// Longest answer read, in bytes.
const LONGEST: u64 = 4096;
/// How many notes left by killed runs or simultaneous starts are tried.
const TRIES: usize = 4;

/// The notes by which a second start finds this server.
pub(super) struct Notes {
    pages: OpenPages,
    page: OpenPage,
    /// Folders that have one.
    left: Mutex<Vec<PathBuf>>,
}

impl Notes {
    pub(super) fn new(pages: OpenPages, page: OpenPage) -> Self {
        Self {
            pages,
            page,
            left: Mutex::default(),
        }
    }

    /// Leaves a note that a folder is open here. If the note cannot be written, a second start
    /// serves the folder too, which does the files no harm.
    ///
    /// # Errors
    /// The address of another server that has the folder open already.
    pub(super) fn leave_for(&self, folder: &Path) -> Result<(), String> {
        for _ in 0..TRIES {
            let known = self.pages.of(folder);
            if known.as_ref() == Some(&self.page) {
                return Ok(());
            }
            if let Some(address) = known.as_ref().and_then(|page| address(page, folder)) {
                return Err(address);
            }
            if let Err(trouble) = self.pages.enter(folder, &self.page, known.as_ref()) {
                if trouble.already_exists() {
                    continue;
                }
                return Ok(());
            }
            let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
            left.push(folder.to_owned());
            return Ok(());
        }
        Ok(())
    }

    pub(super) fn take_back(&self) {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.iter()
            .for_each(|folder| self.pages.leave(folder, &self.page));
    }
}

/// The address at which a running server opens a folder; `None` if nobody answers.
pub(super) fn address(page: &OpenPage, folder: &Path) -> Option<String> {
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, page.port));
    let mut stream = TcpStream::connect_timeout(&at, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let folder: String = form_urlencoded::byte_serialize(folder.to_str()?.as_bytes()).collect();
    let host = format!("{ADDRESS}:{}", page.port);
    let request = format!(
        "GET {PATH}?folder={folder} HTTP/1.1\r\nHost: {host}\r\n{SECOND}: {}\r\nConnection: close\r\n\r\n",
        page.secret
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer).ok()?;
    let (head, key) = answer.split_once("\r\n\r\n")?;
    let is_key = key.len() == RANDOM && key.bytes().all(|b| b.is_ascii_hexdigit());
    (head.starts_with("HTTP/1.1 200 ") && is_key).then(|| format!("http://{host}/start?key={key}"))
}
