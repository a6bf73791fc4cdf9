//! What the page asks of the program around it: the screens know neither the user's settings nor
//! anything of signatures.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::disk::State;
use crate::plan::Plan;

/// What is told of a new year: files with what there is to say of each.
#[derive(Debug, Clone)]
pub struct NewYearTold {
    /// «2027/2028»
    pub year: String,
    /// What was not carried over, and why.
    pub left_behind: Vec<(String, String)>,
    /// What a person must look at.
    pub remarks: Vec<(String, String)>,
}

/// Begins a new year: from which folder, in which, without whom. The error is a sentence.
pub type BeginYear = fn(&Path, &Path, &[String]) -> Result<NewYearTold, String>;

/// What was found of the signatures and archives of a school.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    pub files: Vec<VerifiedFile>,
    /// Papers without a signature.
    pub unsigned: usize,
}

/// What was found of one file.
#[derive(Debug, Clone)]
pub struct VerifiedFile {
    pub name: String,
    /// Whether all that is signed or listed is as it was.
    pub is_good: bool,
    pub lines: Vec<String>,
}

/// Checks the signatures and archives of a school. The error is a sentence.
pub type Verify = fn(&Path) -> Result<Verified, String>;

/// Places to start browsing from, given the open folders: label and path.
pub type Starts = fn(&[PathBuf]) -> Vec<(String, PathBuf)>;

/// By what papers are signed on this computer.
#[derive(Debug, Clone, Default)]
pub struct SigningMeans {
    /// The command of the user's own settings; `None` if none is chosen yet, an error in Russian if
    /// it cannot be used.
    pub command: Option<Result<SigningCommand, String>>,
    /// The file of the settings that names it.
    pub settings: String,
    /// Programs found on this computer, chosen by their positions: title and command.
    pub programs: Vec<(String, String)>,
    pub certificates: Vec<SignerCertificate>,
}

/// A command as it is shown before it runs.
#[derive(Debug, Clone)]
pub struct SigningCommand {
    /// Word by word.
    pub shown: String,
    /// By this it is known that the command that runs is the one that was shown.
    pub digest: String,
}

/// A certificate with which somebody signs.
#[derive(Debug, Clone)]
pub struct SignerCertificate {
    pub thumbprint: String,
    pub owner: String,
    pub issuer: String,
    /// «31.08.2027»
    pub until: String,
    /// Whether it is in force today.
    pub is_in_force: bool,
}

/// A paper that was made, with the places for signatures in it.
#[derive(Debug, Clone)]
pub struct PaperToSign {
    /// Its name in the folder of the papers.
    pub file: String,
    pub places: Vec<SignPlace>,
    /// Signatures in the file and beside it.
    pub signatures: Vec<SeenSignature>,
    /// Why it must not be signed as it lies there, and what to do.
    pub not_ready: Option<String>,
}

/// A place where nobody has signed yet.
#[derive(Debug, Clone)]
pub struct SignPlace {
    /// `None`: beside the file.
    pub field: Option<String>,
    /// «Воскресенский П.А.»; empty where anybody may sign.
    pub person: String,
    /// The thumbprint of this person's certificate, where it is known.
    pub certificate: Option<String>,
}

/// A signature that is there.
#[derive(Debug, Clone)]
pub struct SeenSignature {
    /// Whether nothing speaks against it.
    pub is_good: bool,
    /// Who has signed, or what is wrong.
    pub told: String,
}

/// What is to be signed, and with what.
#[derive(Debug, Clone)]
pub struct SignWish {
    /// The digest of the command that was shown.
    pub command: String,
    /// The thumbprint of the certificate.
    pub certificate: String,
    /// Files and places: a field, or beside.
    pub places: Vec<(String, Option<String>)>,
}

/// What became of one file.
#[derive(Debug, Clone)]
pub struct SignTold {
    pub file: String,
    pub is_done: bool,
    pub told: String,
}

/// A place that was prepared for a signature made elsewhere.
#[derive(Debug, Clone)]
pub struct PreparedToSign {
    /// The name of the paper.
    pub file: String,
    /// The file to be signed there, or why there is none.
    pub to_sign: Result<PathBuf, String>,
    /// What is most likely a mistake.
    pub remarks: Vec<String>,
}

/// Electronic signatures for the page. Every error is a sentence without its full stop.
pub trait Signing: Debug + Sync {
    fn means(&self) -> SigningMeans;

    /// Chooses one of the programs that were found.
    ///
    /// # Errors
    /// Why it is not chosen.
    fn choose(&self, program: usize) -> Result<(), String>;

    /// Remembers a certificate; gives its thumbprint.
    ///
    /// # Errors
    /// Why it is none, or cannot be kept.
    fn add_certificate(&self, bytes: &[u8]) -> Result<String, String>;

    /// Forgets a certificate.
    ///
    /// # Errors
    /// Why it is still there.
    fn drop_certificate(&self, thumbprint: &str) -> Result<(), String>;

    /// The papers that lie in the folder of a plan's papers; its files in PDF and how each stands.
    ///
    /// # Errors
    /// Why that cannot be told.
    fn papers(&self, out: &Path, states: &[(String, State)]) -> Result<Vec<PaperToSign>, String>;

    /// Has papers signed by the program of the settings.
    ///
    /// # Errors
    /// Why nothing was begun.
    fn sign(&self, plan: &Plan, out: &Path, wish: &SignWish) -> Result<Vec<SignTold>, String>;

    /// Makes room for signatures that another program makes, perhaps on another computer.
    ///
    /// # Errors
    /// Why nothing was begun.
    fn prepare(
        &self,
        plan: &Plan,
        out: &Path,
        wish: &SignWish,
    ) -> Result<Vec<PreparedToSign>, String>;

    /// Puts signatures got elsewhere into the places prepared for them, or beside the papers they are
    /// of: names and bytes.
    ///
    /// # Errors
    /// Why nothing was begun.
    fn attach(&self, out: &Path, files: &[(&str, &[u8])]) -> Result<Vec<SignTold>, String>;
}

/// What the page asks of the program around it.
#[derive(Debug, Clone, Copy)]
pub struct Deeds {
    /// Places to start browsing for another folder from, given those that are open: label and path.
    pub starts: Starts,
    /// How a new school year is begun.
    pub begin_year: BeginYear,
    /// How signatures are checked.
    pub verify: Verify,
    /// How papers are signed.
    pub signing: &'static dyn Signing,
}
