//! The signing program of the user's choice: a file in, a signature out. And the one that checks
//! what we cannot: a file and a signature in, yes or no out.
//!
//! The command is a list of arguments, never a line for a shell. The document lies meanwhile in a
//! private folder, which is taken away however the program ends. Nothing the program writes is read
//! or shown by us, and no fault repeats its arguments.
#![expect(
    clippy::disallowed_methods,
    reason = "the edge: a program is run here, on files made for it alone"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::fault::Fault;

/// How often the program is looked after.
const PAUSE: Duration = Duration::from_millis(25);
/// Endings that signing programs add to the name of the document of their own accord.
const ENDINGS: [&str; 4] = ["sgn", "sig", "p7s", "p7m"];

/// How a signing program is called.
#[derive(Debug, Clone)]
pub struct Signer {
    /// The program and its arguments, with `{in}`, `{out}`, `{dir}`, `{cert}`, `{thumbprint}` where
    /// paths and the certificate go.
    pub command: Vec<String>,
    /// The file of the certificate.
    pub certificate: PathBuf,
    /// SHA-1 of the certificate.
    pub thumbprint: String,
    pub timeout: Duration,
    /// Lets the program write on the user's screen.
    pub shows_output: bool,
}

/// Asks whether the user wants to stop.
pub type Stop<'a> = &'a dyn Fn() -> bool;

impl Signer {
    /// The name of the program.
    ///
    /// # Errors
    /// If there is no command, or no place in it for the document.
    pub fn program(&self) -> Result<String, Fault> {
        let program = self
            .command
            .first()
            .filter(|p| !p.trim().is_empty())
            .ok_or(Fault::NoCommand)?;
        if !self.command.iter().skip(1).any(|a| a.contains("{in}")) {
            return Err(Fault::NoInput);
        }
        Ok(name_of(program))
    }

    /// Has the bytes signed; gives back what the program wrote.
    ///
    /// # Errors
    /// If the program is not there, fails, writes nothing or takes too long.
    pub fn sign(&self, bytes: &[u8], stop: Stop<'_>) -> Result<Vec<u8>, Fault> {
        let program = self.program()?;
        let folder = private_folder()?;
        let (document, signature) = (
            folder.path().join("document.bin"),
            folder.path().join("document.out"),
        );
        put(&document, bytes)?;
        let call = Call {
            program: &program,
            arguments: self
                .command
                .iter()
                .skip(1)
                .map(|a| self.filled(a, folder.path(), &document, &signature))
                .collect(),
            timeout: self.timeout,
            shows_output: self.shows_output,
        };
        let status = call.run(&self.command[0], stop)?;
        if !status.success() {
            return Err(Fault::ProgramFailed(program, status.code()));
        }
        answer(&document, &signature).ok_or(Fault::NoAnswer(program))
    }

    fn filled(&self, argument: &str, folder: &Path, document: &Path, signature: &Path) -> String {
        argument
            .replace("{in}", &document.to_string_lossy())
            .replace("{out}", &signature.to_string_lossy())
            .replace("{dir}", &folder.to_string_lossy())
            .replace("{cert}", &self.certificate.to_string_lossy())
            .replace("{thumbprint}", &self.thumbprint)
    }
}

/// How a program is called that checks signatures.
#[derive(Debug, Clone)]
pub struct Verifier {
    /// The program and its arguments, with `{in}`, `{sig}`, `{out}` and `{dir}` where paths go. It
    /// ends with 0 only if the signature is of the file.
    pub command: Vec<String>,
    pub timeout: Duration,
}

impl Verifier {
    /// The name of the program; what is wrong with the command, in Russian.
    ///
    /// # Errors
    /// If there is no command, or no place in it for the file or the signature.
    pub fn program(&self) -> Result<String, String> {
        let program = self.command.first().filter(|it| !it.trim().is_empty());
        let program = program.ok_or("не указано, какой программой проверять")?;
        for place in ["{in}", "{sig}"] {
            if !self.command.iter().skip(1).any(|it| it.contains(place)) {
                return Err(format!(
                    "в команде проверки нет {place}: программе нужны и подписанный файл ({{in}}), и подпись ({{sig}})"
                ));
            }
        }
        Ok(name_of(program))
    }

    /// Has a signature (DER) checked that is of these pieces, one after another; gives the name of
    /// the program that confirmed it.
    ///
    /// # Errors
    /// Why it did not, in Russian.
    pub fn confirm(
        &self,
        signature: &[u8],
        pieces: &[&[u8]],
        stop: Stop<'_>,
    ) -> Result<String, String> {
        let program = self.program()?;
        let status = self
            .run(&program, signature, pieces, stop)
            .map_err(|fault| told(&fault))?;
        if status.success() {
            return Ok(program);
        }
        let code = status.code().map(|code| format!(" (код {code})"));
        Err(format!(
            "программа проверки {program} подпись не подтвердила{}",
            code.unwrap_or_default()
        ))
    }

    fn run(
        &self,
        program: &str,
        signature: &[u8],
        pieces: &[&[u8]],
        stop: Stop<'_>,
    ) -> Result<ExitStatus, Fault> {
        let folder = private_folder()?;
        let at = |name: &str| folder.path().join(name);
        let (document, beside, out) = (at("document.bin"), at("document.sig"), at("document.out"));
        put(&document, &pieces.concat())?;
        put(&beside, signature)?;
        let filled = |argument: &String| {
            argument
                .replace("{in}", &document.to_string_lossy())
                .replace("{sig}", &beside.to_string_lossy())
                .replace("{out}", &out.to_string_lossy())
                .replace("{dir}", &folder.path().to_string_lossy())
        };
        let call = Call {
            program,
            arguments: self.command.iter().skip(1).map(filled).collect(),
            timeout: self.timeout,
            shows_output: false,
        };
        call.run(&self.command[0], stop)
    }
}

/// Why a checking program did not answer.
fn told(fault: &Fault) -> String {
    match fault {
        Fault::MissingProgram(program) => {
            format!("программа проверки {program} не найдена; укажите полный путь к ней")
        }
        Fault::NotStarted(program, why) => {
            format!("программа проверки {program} не запустилась: {why}")
        }
        Fault::TimedOut(program, seconds) => {
            format!("программа проверки {program} не ответила за {seconds} с и остановлена")
        }
        other => other.to_string(),
    }
}

fn name_of(program: &str) -> String {
    Path::new(program)
        .file_name()
        .map_or_else(|| program.to_owned(), |n| n.to_string_lossy().into_owned())
}

/// A folder that nobody else can look into.
fn private_folder() -> Result<tempfile::TempDir, Fault> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("nastavnik-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.tempdir();
    folder.map_err(|e| Fault::Temporary(e.kind().to_string()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    std::fs::write(path, bytes).map_err(|e| Fault::Temporary(e.kind().to_string()))
}

/// One run of a program.
struct Call<'a> {
    /// As the user is told of it.
    program: &'a str,
    arguments: Vec<String>,
    timeout: Duration,
    shows_output: bool,
}

impl Call<'_> {
    fn run(&self, path: &str, stop: Stop<'_>) -> Result<ExitStatus, Fault> {
        let program = self.program.to_owned();
        let mut command = Command::new(path);
        command.args(&self.arguments);
        if !self.shows_output {
            command.stdout(Stdio::null()).stderr(Stdio::null());
        }
        let child = command.spawn().map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Fault::MissingProgram(program),
            kind => Fault::NotStarted(program, kind.to_string()),
        })?;
        #[cfg(windows)]
        let _tie = tie(&child);
        self.wait(child, stop)
    }

    fn wait(&self, mut child: Child, stop: Stop<'_>) -> Result<ExitStatus, Fault> {
        let program = self.program;
        let started = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if stop() => {
                    end(&mut child);
                    return Err(Fault::Interrupted);
                }
                Ok(None) if started.elapsed() > self.timeout => {
                    end(&mut child);
                    return Err(Fault::TimedOut(program.to_owned(), self.timeout.as_secs()));
                }
                Ok(None) => std::thread::sleep(PAUSE),
                Err(e) => {
                    end(&mut child);
                    return Err(Fault::NotStarted(program.to_owned(), e.kind().to_string()));
                }
            }
        }
    }
}

/// Ends a program, and what it has started, when this value goes, however this process ends: by the
/// close of its window too. Without it the program would go on alone, with a document that nobody
/// waits for.
#[cfg(windows)]
fn tie(child: &Child) -> Option<win32job::Job> {
    use std::os::windows::io::AsRawHandle as _;
    let mut limits = win32job::ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close();
    let job = win32job::Job::create_with_limit_info(&limits).ok()?;
    job.assign_process(child.as_raw_handle() as isize).ok()?;
    Some(job)
}

fn end(child: &mut Child) {
    // One that has just ended of itself is as good.
    let _ = child.kill();
    let _ = child.wait();
}

/// The signature where it was asked for, or where the program puts it of itself.
fn answer(document: &Path, signature: &Path) -> Option<Vec<u8>> {
    let beside = ENDINGS.iter().flat_map(|ending| {
        [
            PathBuf::from(format!("{}.{ending}", document.display())),
            document.with_extension(ending),
        ]
    });
    std::iter::once(signature.to_owned())
        .chain(beside)
        .find_map(|path| std::fs::read(path).ok().filter(|bytes| !bytes.is_empty()))
}

#[cfg(test)]
mod tests {
    #[cfg(windows)]
    #[test]
    fn a_program_that_is_tied_ends_with_the_tie() {
        use super::*;
        let mut child = Command::new("ping")
            .args(["-n", "60", "127.0.0.1"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let tie = tie(&child);
        assert!(tie.is_some() && child.try_wait().unwrap().is_none());
        drop(tie);
        let started = Instant::now();
        while child.try_wait().unwrap().is_none() {
            assert!(started.elapsed() < Duration::from_secs(20));
            std::thread::sleep(PAUSE);
        }
    }
}
