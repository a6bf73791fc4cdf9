//! What the server remembers between requests. Anything of a project is kept for speed only: every
//! screen reads the files anew, and the files win.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::body::Bytes;
use tokio::sync::Notify;

use super::again::Notes;
use super::deeds::{Deeds, NewYearTold, Signing, Verified};
use super::security::{Secrets, is_same, random};
use crate::disk::{OpenPage, OpenPages, Recent, has_schools, schools_in};
use crate::edit::Filled;
use crate::make::{Comparisons, PendingPicture, Preview};
use crate::workspace::Remembered;

/// How many drawn pages are kept: more than the papers of any one screen have.
const MOST_PAGES: usize = 400;
/// For how many forms it is remembered what they were drawn from.
const MOST_FORMS: usize = 32;

/// Windows whose last turn is remembered.
const MOST_WINDOWS: usize = 64;

/// A project by its place, a screen within it, and a window.
pub(super) type Kept = (usize, String, String);

pub(super) struct App {
    pub secrets: Secrets,
    /// Keys of start addresses that have not been used yet.
    keys: Mutex<Vec<String>>,
    notes: Option<Notes>,
    opened: Mutex<Opened>,
    /// For each folder, by its position.
    remembered: Mutex<BTreeMap<usize, Arc<Remembered>>>,
    listed: Mutex<Listed>,
    recent: Option<Recent>,
    deeds: Deeds,
    /// Held while files are compared and written, so that two windows cannot overwrite each other.
    writing: Mutex<()>,
    pub preview: Preview,
    /// Of papers with the descriptions of their schools.
    pub comparisons: Comparisons,
    pages: Mutex<Pages>,
    /// What the last forms were drawn from, by its fingerprint.
    drawn_from: Mutex<VecDeque<(String, Vec<Filled>)>>,
    /// Which window saved a screen last of itself, and the fingerprint of what it left.
    kept: Mutex<BTreeMap<Kept, String>>,
    /// The last turn of each window, the newest first.
    turns: Mutex<VecDeque<(String, u64)>>,
    /// An uploaded workbook that waits for confirmation.
    upload: Mutex<Option<Waiting>>,
    pub windows: Windows,
}

/// The open folders. A request names one by its position in this list.
#[derive(Default)]
struct Opened {
    folders: Vec<PathBuf>,
    /// Position of the first folder opened last.
    last: usize,
}

/// The folders offered for choice, by their numbers.
#[derive(Default)]
struct Listed {
    folders: Vec<PathBuf>,
    numbers: BTreeMap<PathBuf, usize>,
}

/// What was shown last stands last.
#[derive(Default)]
struct Pages {
    drawn: BTreeMap<String, PendingPicture>,
    order: VecDeque<String>,
}

impl Pages {
    fn has(&mut self, fingerprint: &str) -> bool {
        let picture = self.drawn.get(fingerprint);
        if picture.is_none_or(PendingPicture::is_lost) {
            return false;
        }
        let place = self.order.iter().position(|known| known == fingerprint);
        if let Some(shown) = place.and_then(|at| self.order.remove(at)) {
            self.order.push_back(shown);
        }
        true
    }

    fn keep(&mut self, fingerprint: String, picture: PendingPicture) {
        if self.drawn.insert(fingerprint.clone(), picture).is_none() {
            self.order.push_back(fingerprint);
        }
        if self.order.len() > MOST_PAGES
            && let Some(oldest) = self.order.pop_front()
        {
            self.drawn.remove(&oldest);
        }
    }
}

/// An uploaded workbook that waits for confirmation.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub id: String,
    pub name: String,
    pub bytes: Bytes,
}

/// Counts open windows, so that the server ends with the last one.
pub(super) struct Windows {
    open: AtomicUsize,
    /// Whether any window ever reported itself; without scripts none does.
    ever: AtomicBool,
    /// When the last window closed or the last request came, whichever was later.
    since: Mutex<Instant>,
    pub stop: Notify,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    pub(super) fn new(
        secrets: Secrets,
        pages: Option<OpenPages>,
        recent: Option<Recent>,
        deeds: Deeds,
    ) -> Self {
        let page = OpenPage {
            port: secrets.port,
            secret: secrets.second.clone(),
        };
        Self {
            secrets,
            keys: Mutex::default(),
            notes: pages.map(|pages| Notes::new(pages, page)),
            opened: Mutex::default(),
            remembered: Mutex::default(),
            listed: Mutex::default(),
            recent,
            deeds,
            writing: Mutex::new(()),
            preview: Preview::default(),
            comparisons: Comparisons::default(),
            pages: Mutex::default(),
            drawn_from: Mutex::default(),
            kept: Mutex::default(),
            turns: Mutex::default(),
            upload: Mutex::default(),
            windows: Windows {
                open: AtomicUsize::new(0),
                ever: AtomicBool::new(false),
                since: Mutex::new(Instant::now()),
                stop: Notify::new(),
            },
        }
    }

    /// The address of a page that belongs to no project; the start without a word.
    pub(super) fn at(&self, page: &str) -> String {
        format!("{}{page}", self.secrets.root())
    }

    /// A new key for one window; `None` if the system has no randomness to give.
    pub(super) fn new_key(&self) -> Option<String> {
        let key = random().ok()?;
        held(&self.keys).push(key.clone());
        Some(key)
    }

    /// Accepts a key once; `false` if it is not one of ours.
    pub(super) fn take_key(&self, given: &str) -> bool {
        let mut keys = held(&self.keys);
        let before = keys.len();
        keys.retain(|key| !is_same(key, given));
        keys.len() < before
    }

    /// Leaves a note for a second start that a folder is open here.
    ///
    /// # Errors
    /// The address of another server that has the folder open already.
    pub(super) fn note(&self, folder: &Path) -> Result<(), String> {
        self.notes
            .as_ref()
            .map_or(Ok(()), |notes| notes.leave_for(folder))
    }

    /// Removes the notes: this server can no longer be found.
    pub(super) fn take_notes_back(&self) {
        self.notes.iter().for_each(Notes::take_back);
    }

    pub(super) fn folders(&self) -> Vec<PathBuf> {
        held(&self.opened).folders.clone()
    }

    /// Positions of the open folders, those opened last first.
    pub(super) fn places(&self) -> Vec<usize> {
        let opened = held(&self.opened);
        (opened.last..opened.folders.len())
            .chain(0..opened.last)
            .collect()
    }

    /// Opens a project, all projects of a folder, or a folder for a new project, and remembers it as
    /// recent. Takes a whole path; returns the position of the first one opened.
    pub(super) fn open(&self, folder: &Path) -> usize {
        if has_schools(folder) {
            self.remember(folder);
        }
        let schools = schools_in(folder).unwrap_or_default();
        let folders = if schools.is_empty() {
            vec![folder.to_owned()]
        } else {
            schools
        };
        let mut opened = held(&self.opened);
        let first = folders
            .first()
            .and_then(|first| opened.folders.iter().position(|known| known == first));
        opened.last = first.unwrap_or(opened.folders.len());
        for folder in folders {
            // One that is open elsewhere too is worked in here all the same: it was asked for here.
            let _ = self.note(&folder);
            if !opened.folders.contains(&folder) {
                opened.folders.push(folder);
            }
        }
        opened.last
    }

    /// Begins a new year in a folder.
    pub(super) fn begin_year(
        &self,
        from: &Path,
        to: &Path,
        without: &[String],
    ) -> Result<NewYearTold, String> {
        (self.deeds.begin_year)(from, to, without)
    }

    /// Checks the signatures and archives of a school.
    pub(super) fn verify(&self, folder: &Path) -> Result<Verified, String> {
        (self.deeds.verify)(folder)
    }

    /// How papers are signed.
    pub(super) fn signing(&self) -> &'static dyn Signing {
        self.deeds.signing
    }

    /// Remembers a folder as recent.
    pub(super) fn remember(&self, folder: &Path) {
        // A list that cannot be written costs nobody anything.
        let _ = self.recent.as_ref().map(|recent| recent.remember(folder));
    }

    /// Places to start browsing for another folder from: label and path.
    pub(super) fn starts(&self) -> Vec<(String, PathBuf)> {
        (self.deeds.starts)(&self.folders())
    }

    /// The recent folders.
    pub(super) fn recent(&self) -> Vec<PathBuf> {
        self.recent
            .as_ref()
            .map(Recent::folders)
            .unwrap_or_default()
    }

    /// The number by which a request may name a folder that is shown.
    pub(super) fn number_of(&self, folder: &Path) -> usize {
        let mut listed = held(&self.listed);
        if let Some(number) = listed.numbers.get(folder) {
            return *number;
        }
        let number = listed.folders.len();
        listed.folders.push(folder.to_owned());
        listed.numbers.insert(folder.to_owned(), number);
        number
    }

    pub(super) fn of_number(&self, number: usize) -> Option<PathBuf> {
        held(&self.listed).folders.get(number).cloned()
    }

    pub(super) fn folder(&self, index: usize) -> Option<PathBuf> {
        held(&self.opened).folders.get(index).cloned()
    }

    /// What was read last of the project at a position.
    pub(super) fn remembered(&self, index: usize) -> Arc<Remembered> {
        Arc::clone(held(&self.remembered).entry(index).or_default())
    }

    pub(super) fn writing(&self) -> MutexGuard<'_, ()> {
        held(&self.writing)
    }

    /// Whether a page is drawn; it is then shown again, and is kept as if it were new.
    pub(super) fn has_page(&self, fingerprint: &str) -> bool {
        held(&self.pages).has(fingerprint)
    }

    pub(super) fn keep_page(&self, fingerprint: String, picture: PendingPicture) {
        held(&self.pages).keep(fingerprint, picture);
    }

    pub(super) fn page(&self, fingerprint: &str) -> Option<PendingPicture> {
        held(&self.pages).drawn.get(fingerprint).cloned()
    }

    pub(super) fn keep_drawn_from(&self, fingerprint: &str, forms: &[Filled]) {
        let mut kept = held(&self.drawn_from);
        kept.retain(|(known, _)| known != fingerprint);
        kept.push_front((fingerprint.to_owned(), forms.to_vec()));
        kept.truncate(MOST_FORMS);
    }

    pub(super) fn drawn_from(&self, fingerprint: &str) -> Option<Vec<Filled>> {
        held(&self.drawn_from)
            .iter()
            .find(|(known, _)| known == fingerprint)
            .map(|(_, forms)| forms.clone())
    }

    /// Notes what a window sends. Returns whether it was outrun by what the window has sent later:
    /// the farewell of a window, or its save, may come before what was under way.
    pub(super) fn is_late(&self, window: &str, turn: u64) -> bool {
        let mut turns = held(&self.turns);
        let known = turns.iter().position(|(known, _)| known == window);
        let last = known.and_then(|at| turns.remove(at));
        let last = last.map_or(0, |(_, last)| last);
        turns.push_front((window.to_owned(), turn.max(last)));
        turns.truncate(MOST_WINDOWS);
        turn < last
    }

    /// Whether the files of a screen are as this window has left them: it goes on from there,
    /// though it may not have heard so yet.
    pub(super) fn is_last_kept(&self, own: &Kept, now: &str) -> bool {
        held(&self.kept).get(own).is_some_and(|left| left == now)
    }

    pub(super) fn note_kept(&self, own: Kept, now: &str) {
        let mut kept = held(&self.kept);
        kept.retain(|(index, screen, _), _| (*index, screen) != (own.0, &own.1));
        kept.insert(own, now.to_owned());
    }

    pub(super) fn keep_upload(&self, waiting: Waiting) {
        *held(&self.upload) = Some(waiting);
    }

    pub(super) fn upload(&self, id: &str) -> Option<Waiting> {
        held(&self.upload).clone().filter(|w| w.id == id)
    }
}

impl Windows {
    pub(super) fn opened(&self) {
        self.open.fetch_add(1, Ordering::SeqCst);
        self.ever.store(true, Ordering::SeqCst);
    }

    pub(super) fn closed(&self) {
        self.open.fetch_sub(1, Ordering::SeqCst);
        self.asked();
    }

    /// Notes that a request came.
    pub(super) fn asked(&self) {
        *held(&self.since) = Instant::now();
    }

    /// For how many seconds nobody has been there, and whether any window ever reported itself.
    pub(super) fn idle(&self) -> (u64, bool) {
        let idle = if self.open.load(Ordering::SeqCst) > 0 {
            0
        } else {
            held(&self.since).elapsed().as_secs()
        };
        (idle, self.ever.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser asks for a picture only after the answer that shows it: what is on a screen must
    /// not make room for what is not.
    #[test]
    fn a_page_that_is_shown_stays_however_many_are_drawn_after_it() {
        let mut pages = Pages::default();
        pages.keep("shown".to_owned(), PendingPicture::default());
        pages.keep("left".to_owned(), PendingPicture::default());
        for number in 0..3 * MOST_PAGES {
            pages.keep(format!("{number}"), PendingPicture::default());
            assert!(pages.has("shown"), "{number}");
        }
        assert!(!pages.has("left"));
        assert_eq!(
            (pages.order.len(), pages.drawn.len()),
            (MOST_PAGES, MOST_PAGES)
        );
    }
}
