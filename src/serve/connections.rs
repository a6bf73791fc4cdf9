//! The connections of the page: what says nothing is closed, and too many do no harm.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A connection is closed that has not told the head of its next request so long.
const SILENT: Duration = Duration::from_secs(15);
/// After so many connections those go first that nobody is known to have opened.
const MOST: usize = 128;
/// Before the system is asked again that gave no connection.
const PAUSE: Duration = Duration::from_millis(50);

/// Whether a window of ours speaks through the connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Arc<AtomicBool>);

impl Known {
    pub(super) fn is_now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// One connection. It is closed when dropped.
struct Connection {
    known: Known,
    task: JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves what comes, without end.
pub(super) async fn serve(listener: &TcpListener, router: &Router) {
    // The oldest first.
    let mut open: Vec<Connection> = Vec::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        open.retain(|connection| !connection.task.is_finished());
        if open.len() >= MOST {
            let oldest = open.iter().position(|connection| !connection.known.is());
            open.remove(oldest.unwrap_or_default());
        }
        let known = Known::default();
        let service = TowerToHyperService::new(router.clone().layer(Extension(known.clone())));
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(SILENT)
            .serve_connection(TokioIo::new(stream), service);
        let task = tokio::spawn(async move {
            // Who broke it off knows why.
            let _ = served.await;
        });
        open.push(Connection { known, task });
    }
}
