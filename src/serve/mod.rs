//! The page: a local server and its screens, for doing the whole job without a text editor.
//!
//! Every screen reads the project's files anew and changes them the way a workbook does
//! ([`crate::workbook`]); what it makes, it makes through [`crate::make`], as the commands do. The
//! server answers this computer only (`security`), and a request never names a file, only a position
//! in a list.

mod address;
mod again;
mod answers;
mod ask;
mod bank;
mod bulk;
mod complete;
mod conflict;
mod connections;
mod deeds;
mod draft;
mod editor;
mod event;
mod excel;
mod fields;
mod folders;
mod gone;
mod history;
mod keep;
mod layout;
mod missing;
mod open_project;
mod orders;
mod page;
mod pair;
mod pair_forms;
mod pairs;
mod pictures;
mod public;
mod questions;
mod regulation;
mod release;
mod remarks;
mod roadmap;
mod rows;
mod school;
mod screen;
mod security;
mod sign;
mod sorting;
mod staff;
mod start;
mod state;
mod verify;
mod year;

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::stream;
use tokio::net::TcpListener;

use crate::disk::{OpenPages, Recent, Standing, whole_path};
use ask::{Answer, Ask};
use connections::Known;
pub use deeds::{
    BeginYear, Deeds, NewYearTold, PaperToSign, PreparedToSign, SeenSignature, SignPlace, SignTold,
    SignWish, SignerCertificate, Signing, SigningCommand, SigningMeans, Starts, Verified,
    VerifiedFile, Verify,
};
pub use folders::OWN_FOLDER;
use security::{ADDRESS, Refused, Secrets, random};
use state::App;

/// How the page is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// A project, a folder of projects, or an empty folder for a new one.
    pub folder: PathBuf,
    /// 0 for any free one.
    pub port: u16,
    /// How long the server outlives the last window.
    pub patience: Duration,
    /// Where recent folders are remembered.
    pub recent: Option<Recent>,
    /// Where a second start finds this one.
    pub pages: Option<OpenPages>,
    /// What is done by the program around the page.
    pub deeds: Deeds,
}

/// Seconds without a request after which the server ends. A browser without scripts does not tell
/// when its window is closed.
const PATIENCE_WITHOUT_SCRIPT: u64 = 4 * 60 * 60;
/// Time between two signs of life sent to a window, and between two looks at the files.
const BEAT: Duration = Duration::from_secs(1);
/// Laying out a page goes deep.
const STACK_BYTES: usize = 16 << 20;

/// The address to open, and who serves it.
#[derive(Debug, Clone, Copy)]
pub enum Ready<'a> {
    /// It is served here.
    Here(&'a str),
    /// An earlier start serves the folder already; this one is over.
    Before(&'a str),
}

/// Serves until the last window is closed or the user ends it. If the folder is already served,
/// returns at once. `ready` is told the address to open.
///
/// # Errors
/// Why it cannot be served, in Russian.
pub fn run(settings: &Settings, ready: impl FnOnce(Ready<'_>)) -> Result<(), String> {
    let trouble =
        |e: std::io::Error| format!("страница не открыта: ошибка операционной системы: {e}");
    let folder = whole_path(&settings.folder).map_err(|trouble| trouble.to_string())?;
    // Asked before anything is bound: the usual second start is over at once.
    let open = settings.pages.as_ref().and_then(|pages| pages.of(&folder));
    if let Some(address) = open.and_then(|page| again::address(&page, &folder)) {
        ready(Ready::Before(&address));
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()
        .map_err(trouble)?;
    runtime.block_on(async {
        let listener = TcpListener::bind((ADDRESS, settings.port))
            .await
            .map_err(trouble)?;
        let port = listener.local_addr().map_err(trouble)?.port();
        let secrets = Secrets {
            port,
            place: random()?,
            session: random()?,
            token: random()?,
            second: random()?,
        };
        let app = Arc::new(App::new(
            secrets,
            settings.pages.clone(),
            settings.recent.clone(),
            settings.deeds,
        ));
        if let Err(address) = app.note(&folder) {
            ready(Ready::Before(&address));
            return Ok(());
        }
        app.open(&folder);
        let key = app.new_key().ok_or(NO_RANDOMNESS)?;
        let address = format!("http://{}/start?key={key}", app.secrets.host());
        let router = Router::new()
            .route(&app.at("alive"), get(alive))
            .fallback(any)
            .with_state(Arc::clone(&app));
        ready(Ready::Here(&address));
        let ended = Arc::clone(&app);
        let patience = settings.patience.as_secs();
        tokio::select! {
            () = connections::serve(&listener, &router) => {}
            () = end(&ended, patience) => {}
        }
        ended.take_notes_back();
        Ok(())
    })
}

/// Waits until the user ends the work or is gone.
async fn end(app: &App, patience: u64) {
    loop {
        tokio::select! {
            () = app.windows.stop.notified() => {
                // The farewell still goes out.
                tokio::time::sleep(Duration::from_millis(300)).await;
                return;
            }
            () = tokio::time::sleep(BEAT) => {}
        }
        let (idle, tells) = app.windows.idle();
        if idle
            >= if tells {
                patience
            } else {
                PATIENCE_WITHOUT_SCRIPT
            }
        {
            return;
        }
    }
}

/// Decides whether a request may be answered at all.
fn admitted(app: &App, request: &Request) -> Result<(), Refused> {
    app.secrets
        .admits_origin(request.method(), request.headers())
}

const NO_SESSION: Refused = Refused(
    StatusCode::UNAUTHORIZED,
    "эта страница открыта не из программы: закройте вкладку и запустите программу еще раз",
);

const SLOW: Refused = Refused(StatusCode::REQUEST_TIMEOUT, "запрос пришел не полностью");

/// Where a window enters with its key.
const START: &str = "/start";
/// How long the body of a request may take.
const BODY: Duration = Duration::from_secs(30);

const NO_RANDOMNESS: &str = "система не дала случайного числа";

/// Answers everything but the stream of signs of life.
async fn any(State(app): State<Arc<App>>, known: Extension<Known>, request: Request) -> Response {
    let root = app.secrets.root();
    answer(app, &known, request)
        .await
        .unwrap_or_else(|refusal| Answer::refused(&refusal, &root))
        .into_response()
}

async fn answer(app: Arc<App>, known: &Known, mut request: Request) -> Result<Answer, Refused> {
    admitted(&app, &request)?;
    let path = request.uri().path();
    if [again::PATH, START].contains(&path) && *request.method() != Method::GET {
        return Err(NO_SESSION);
    }
    if path == again::PATH {
        return once_more(app, request).await;
    }
    if path == START {
        // Nothing is read but the address: whoever asks is not known yet.
        let ask = Ask::read(request, "").await?;
        return if app.take_key(ask.word("key")) {
            Ok(Answer::to(&app.at("")).header("set-cookie", app.secrets.cookie()))
        } else {
            Err(NO_SESSION)
        };
    }
    let root = app.secrets.root();
    if !path.starts_with(&root) || !app.secrets.admits_session(request.headers()) {
        return Err(NO_SESSION);
    }
    known.is_now();
    app.windows.asked();
    cut_root(&mut request, root.len() - 1)?;
    let ask = tokio::time::timeout(BODY, Ask::read(request, &root))
        .await
        .map_err(|_| SLOW)??;
    if ask.posted && !security::is_same(ask.field("token"), &app.secrets.token) {
        return Err(Refused(
            StatusCode::FORBIDDEN,
            "форма устарела: откройте страницу еще раз",
        ));
    }
    let work = tokio::task::spawn_blocking(move || answers::answer(&app, &ask));
    work.await.map_err(|_| {
        Refused(
            StatusCode::INTERNAL_SERVER_ERROR,
            "внутренняя ошибка программы, сообщите о ней разработчикам",
        )
    })
}

/// Takes the first part off the address of a request.
fn cut_root(request: &mut Request, length: usize) -> Result<(), Refused> {
    let whole = request.uri().path_and_query().map_or("/", |it| it.as_str());
    let rest = whole.get(length..).unwrap_or("/");
    *request.uri_mut() = rest.parse().map_err(|_| NO_SESSION)?;
    Ok(())
}

/// Opens the folder of a second start and gives it a key.
async fn once_more(app: Arc<App>, request: Request) -> Result<Answer, Refused> {
    if !app.secrets.admits_second(request.headers()) {
        return Err(NO_SESSION);
    }
    app.windows.asked();
    let ask = Ask::read(request, "").await?;
    let work = tokio::task::spawn_blocking(move || {
        app.open(&PathBuf::from(ask.word("folder")));
        app.new_key()
    });
    match work.await {
        Ok(Some(key)) => Ok(Answer::of("text/plain", key)),
        Ok(None) | Err(_) => Err(Refused(StatusCode::INTERNAL_SERVER_ERROR, NO_RANDOMNESS)),
    }
}

/// Counts a window as open until its connection ends.
struct Open(Arc<App>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.windows.closed();
    }
}

/// The stream to a window: signs of life, and every change of its project's files.
async fn alive(State(app): State<Arc<App>>, known: Extension<Known>, request: Request) -> Response {
    let root = app.secrets.root();
    if let Err(refusal) = admitted(&app, &request) {
        return Answer::refused(&refusal, &root).into_response();
    }
    if !app.secrets.admits_session(request.headers()) {
        return Answer::refused(&NO_SESSION, &root).into_response();
    }
    known.is_now();
    app.windows.opened();
    let window = (Open(app), Vec::<Standing>::new());
    let beats = stream::unfold(window, |(open, mut before)| async move {
        tokio::time::sleep(BEAT).await;
        let folders = open.0.folders();
        let look = move || {
            folders
                .iter()
                .map(|folder| Standing::of(folder, &[]))
                .collect::<Vec<_>>()
        };
        let now = tokio::task::spawn_blocking(look).await.unwrap_or_default();
        // The first look at a folder has nothing to compare with. Of several that changed at once
        // one is told, the others next.
        let changed = before
            .iter()
            .zip(&now)
            .position(|(before, now)| before != now);
        let told = changed.and_then(|index| Some((index, now.get(index)?.fingerprint())));
        let event = match told {
            Some((index, fingerprint)) => Event::default()
                .event("changed")
                .data(format!("{index} {fingerprint}")),
            None => Event::default().comment(""),
        };
        for (i, standing) in now.into_iter().enumerate() {
            match before.get_mut(i) {
                Some(known) if Some(i) == changed => *known = standing,
                Some(_) => {}
                None => before.push(standing),
            }
        }
        Some((Ok::<_, Infallible>(event), (open, before)))
    });
    let mut response = Sse::new(beats).into_response();
    for (name, value) in security::HEADERS {
        response
            .headers_mut()
            .insert(name, axum::http::HeaderValue::from_static(value));
    }
    response
}
