//! A window of the page without a browser: the server as a process, requests over a plain
//! connection, forms as drawn.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use crate::support::root;

/// The program, serving a folder. It is ended when dropped.
pub(crate) struct Server {
    child: Mutex<Child>,
    /// Of a user who has worked nowhere yet, unless the test has another.
    settings: Option<tempfile::TempDir>,
    pub host: String,
    key: String,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Server {
    pub(crate) fn start(folder: &Path, patience: u64) -> Self {
        let settings = tempfile::tempdir().unwrap();
        let mut server = Self::start_as(settings.path(), folder, patience);
        server.settings = Some(settings);
        server
    }

    /// As a user whose settings lie in this folder.
    pub(crate) fn start_as(settings: &Path, folder: &Path, patience: u64) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nastavnik"));
        command
            .args(["serve", "--no-open", "--patience", &patience.to_string()])
            .arg(folder)
            .current_dir(root());
        Self::run(of_user(&mut command, settings))
    }

    /// A double click on a copy of the program that lies in this folder. There is no browser for it
    /// to open.
    pub(crate) fn double_clicked(folder: &Path) -> Self {
        let mut command = Command::new(copied(env!("CARGO_BIN_EXE_nastavnik"), folder));
        command
            .current_dir(folder)
            .env("PATH", "")
            .env("XDG_CONFIG_HOME", folder.join("settings"))
            .env("APPDATA", folder.join("settings"));
        Self::run(&mut command)
    }

    /// An icon of a copy of the program that lies in this folder, clicked by a user of these
    /// settings.
    pub(crate) fn clicked(folder: &Path, settings: &Path) -> Self {
        let mut command = Command::new(copied(env!("CARGO_BIN_EXE_nastavnik"), folder));
        command
            .args(["serve", "--from-icon", "--no-open"])
            .current_dir(root());
        Self::run(of_user(&mut command, settings))
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.split("http://").nth(1).unwrap().trim().to_owned();
        let (host, key) = address.split_once("/start?key=").unwrap();
        Self {
            child: Mutex::new(child),
            settings: None,
            host: host.to_owned(),
            key: key.to_owned(),
        }
    }

    /// Whether the program has ended by itself.
    pub(crate) fn ends_within(&mut self, time: Duration) -> bool {
        let start = std::time::Instant::now();
        while start.elapsed() < time {
            if self.child.get_mut().unwrap().try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.lock().unwrap().id()
    }

    /// Ends the program as a loss of power would.
    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }

    /// Any request, head and body as they are. A program that has ended answers with nothing.
    pub(crate) fn raw(&self, request: &[u8]) -> Reply {
        let Ok(mut stream) = TcpStream::connect(&self.host) else {
            return parsed(&[]);
        };
        let patience = Some(Duration::from_mins(1));
        stream.set_read_timeout(patience).unwrap();
        stream.set_write_timeout(patience).unwrap();
        // A server that refuses may close before it has heard all. Wine may wait for ever to send a
        // long piece to one that has.
        let _ = request
            .chunks(1 << 16)
            .try_for_each(|piece| stream.write_all(piece));
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        parsed(&bytes)
    }

    /// A request with the headers of a browser's own page, but for what is named otherwise; an
    /// empty value leaves a header out.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let mut all: BTreeMap<&str, String> = BTreeMap::from([
            ("Host", self.host.clone()),
            ("Connection", "close".to_owned()),
        ]);
        if method == "POST" {
            all.insert("Origin", format!("http://{}", self.host));
            all.insert("Sec-Fetch-Site", "same-origin".to_owned());
            all.insert(
                "Content-Type",
                "application/x-www-form-urlencoded".to_owned(),
            );
            all.insert("Content-Length", body.len().to_string());
        }
        for (name, value) in headers {
            all.insert(name, (*value).to_owned());
        }
        let lines: Vec<String> = all
            .iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(n, v)| format!("{n}: {v}\r\n"))
            .collect();
        let head = lines.concat();
        let mut request = format!("{method} {path} HTTP/1.1\r\n{head}\r\n").into_bytes();
        request.extend(body);
        self.raw(&request)
    }

    /// Opens the start address and keeps the cookie.
    pub(crate) fn window(&self) -> Window<'_> {
        let start = self.ask("GET", &format!("/start?key={}", self.key), &[], &[]);
        assert_eq!(start.status, 303);
        let root = start.headers["location"].clone();
        assert!(root.len() > 32 && root.ends_with('/'), "{root}");
        let cookie = start.headers["set-cookie"].clone();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "{cookie}"
        );
        assert!(cookie.ends_with(&format!("Path={root}")), "{cookie}");
        Window {
            server: self,
            cookie: cookie.split(';').next().unwrap().to_owned(),
            root,
        }
    }

    pub(crate) fn start_path(&self) -> String {
        format!("/start?key={}", self.key)
    }
}

/// A program under its own name in this folder.
pub(crate) fn copied(program: &str, folder: &Path) -> PathBuf {
    let copy = folder.join(Path::new(program).file_name().unwrap());
    if !copy.is_file() {
        std::fs::copy(program, &copy).unwrap();
    }
    copy
}

/// As run by a user whose settings lie in this folder, on any system.
pub(crate) fn of_user<'c>(command: &'c mut Command, settings: &Path) -> &'c mut Command {
    for variable in ["HOME", "XDG_CONFIG_HOME", "APPDATA", "USERPROFILE"] {
        command.env(variable, settings);
    }
    command
}

fn parsed(bytes: &[u8]) -> Reply {
    let end = bytes
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|l| l.split(' ').nth(1))
        .and_then(|s| s.parse().ok())
        .unwrap_or(0);
    let headers: BTreeMap<String, String> = lines
        .filter_map(|l| l.split_once(": "))
        .map(|(n, v)| (n.to_lowercase(), v.to_owned()))
        .collect();
    let body = bytes.get(end + 4..).unwrap_or_default();
    let bytes = if headers
        .get("transfer-encoding")
        .is_some_and(|t| t == "chunked")
    {
        unchunked(body)
    } else {
        body.to_vec()
    };
    Reply {
        status,
        headers,
        bytes,
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = body.windows(2).position(|w| w == b"\r\n") {
        let size =
            usize::from_str_radix(String::from_utf8_lossy(&body[..end]).trim(), 16).unwrap_or(0);
        if size == 0 || body.len() < end + 2 + size {
            break;
        }
        out.extend(&body[end + 2..end + 2 + size]);
        body = &body[(end + 4 + size).min(body.len())..];
    }
    out
}

/// A browser window that has opened the page.
#[derive(Clone)]
pub(crate) struct Window<'s> {
    pub server: &'s Server,
    pub cookie: String,
    /// Where all its addresses begin; tests name them without it.
    pub root: String,
}

impl Window<'_> {
    pub(crate) fn get(&self, path: &str) -> Reply {
        let reply = self
            .server
            .ask("GET", &self.at(path), &[("Cookie", &self.cookie)], &[]);
        self.without_root(reply)
    }

    /// The address of a page of this window.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{}", self.root, path.trim_start_matches('/'))
    }

    pub(crate) fn without_root(&self, mut reply: Reply) -> Reply {
        for value in reply.headers.values_mut() {
            *value = value.replace(&self.root, "/");
        }
        let is_text = reply
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.starts_with("text/") || kind == "application/json");
        if is_text {
            reply.bytes = reply.text().replace(&self.root, "/").into_bytes();
        }
        reply
    }

    pub(crate) fn post(&self, path: &str, fields: &[(String, String)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let cookie = ("Cookie", self.cookie.as_str());
        let reply = self
            .server
            .ask("POST", &self.at(path), &[cookie], body.as_bytes());
        self.without_root(reply)
    }

    /// Presses a button whose form has these fields and the token.
    pub(crate) fn press(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let token = self.token();
        let token = ("token", token.as_str());
        let all = std::iter::once(&token).chain(fields);
        let all: Vec<(String, String)> = all
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        self.post(path, &all)
    }

    /// Presses «Отменить» or «Вернуть» on the page that came after.
    pub(crate) fn take_back(&self, reply: &Reply) {
        let page = self.get(&reply.headers["location"]).text();
        let step = page.split("name=\"step\" value=\"").nth(1).unwrap();
        let step = step.split('"').next().unwrap();
        let undone = self.press("/0/history", &[("step", step), ("do", "undo")]);
        assert_eq!(undone.status, 303);
    }

    /// The form on a page that edits something, as a browser would send it.
    pub(crate) fn form(&self, path: &str) -> Form {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{path}");
        Form {
            path: path.to_owned(),
            fields: fields(&page.text(), "class=\"edit"),
        }
    }

    /// The token of any form.
    pub(crate) fn token(&self) -> String {
        let page = self.get("/").text();
        page.split("name=\"token\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    }

    pub(crate) fn save(&self, form: &Form) -> Reply {
        let mut fields = form.fields.clone();
        fields.push(("do".to_owned(), "save".to_owned()));
        self.post(&form.path, &fields)
    }
}

/// A form that is filled in.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub path: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// Rows of the activities.
    pub(crate) fn activities(&self) -> usize {
        (0..1000)
            .take_while(|i| {
                self.fields
                    .iter()
                    .any(|(n, _)| *n == format!("activities.{i}.name"))
            })
            .count()
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v)
    }

    /// Puts a value into a field, which need not be there yet.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }
}

/// Names and values of the fields of the form whose tag holds these words.
pub(crate) fn fields(page: &str, mark: &str) -> Vec<(String, String)> {
    let at = page
        .find(mark)
        .unwrap_or_else(|| panic!("no form {mark} in {page}"));
    let form = &page[at..page[at..]
        .find("</form>")
        .map_or(page.len(), |end| at + end)];
    let mut out = Vec::new();
    for part in form.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        let attribute = |name: &str| {
            tag.split(&format!(" {name}=\""))
                .nth(1)
                .and_then(|v| v.split('"').next())
                .map(unescaped)
        };
        let is_off = (attribute("type").as_deref() == Some("checkbox")
            || attribute("type").as_deref() == Some("radio"))
            && !tag.ends_with(" checked");
        if tag.starts_with("input") && !is_off {
            if let Some(name) = attribute("name") {
                out.push((name, attribute("value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            out.push((
                attribute("name").unwrap(),
                unescaped(after.strip_prefix('\n').unwrap_or(after)),
            ));
        } else if tag.starts_with("select") {
            out.push((attribute("name").unwrap(), String::new()));
        } else if tag.starts_with("option") && tag.contains(" selected") {
            let value = attribute("value").unwrap_or_else(|| unescaped(after));
            out.last_mut().unwrap().1 = value;
        }
    }
    out
}

pub(crate) fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
