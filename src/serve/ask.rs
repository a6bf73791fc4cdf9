//! A request as the screens see it, and the answer they give.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use maud::{Markup, html};

use super::address::encoded;
use super::layout;
use super::security::{FILE_POLICY, HEADERS, PAGE_POLICY, Refused};
use crate::russian::capitalized;

/// Largest form accepted, in bytes; the longest program takes a hundredth of it.
const LARGEST_FORM: usize = 4 << 20;
/// Largest workbook accepted, in bytes.
pub(super) const LARGEST_UPLOAD: usize = 20 << 20;

/// An uploaded file.
#[derive(Debug)]
pub(super) struct Upload {
    /// For display only: never used as a path.
    pub name: String,
    pub bytes: Bytes,
}

/// A request. No part of it is ever used as a file name.
#[derive(Debug)]
pub(super) struct Ask {
    pub posted: bool,
    /// What all addresses begin with.
    root: String,
    /// Segments of the address, decoded.
    pub path: Vec<String>,
    query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
    /// Uploaded files; one that was not chosen is none.
    pub uploads: Vec<Upload>,
}

impl Ask {
    /// Reads a request with its body; `root` is what its address began with.
    ///
    /// # Errors
    /// If it is too large or cannot be read.
    pub(super) async fn read(request: Request, root: &str) -> Result<Self, Refused> {
        let posted = request.method() == Method::POST;
        let path = request
            .uri()
            .path()
            .split('/')
            .filter(|p| !p.is_empty())
            .map(decoded)
            .collect();
        let query = pairs(request.uri().query().unwrap_or_default().as_bytes());
        let mut out = Self {
            posted,
            root: root.to_owned(),
            path,
            query,
            form: Vec::new(),
            uploads: Vec::new(),
        };
        if !posted {
            return Ok(out);
        }
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if kind.starts_with("multipart/form-data") {
            out.read_parts(request).await?;
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            let bytes = axum::body::to_bytes(request.into_body(), LARGEST_FORM).await;
            out.form = pairs(&bytes.map_err(|_| TOO_LARGE)?);
        } else {
            return Err(Refused(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "такого вида запросов программа не понимает",
            ));
        }
        Ok(out)
    }

    async fn read_parts(&mut self, request: Request) -> Result<(), Refused> {
        let (parts, body) = request.into_parts();
        // Read whole first: the parts of a body cut short would be told as broken, not as too
        // large.
        let bytes = axum::body::to_bytes(body, LARGEST_UPLOAD)
            .await
            .map_err(|_| TOO_LARGE)?;
        let whole = Request::from_parts(parts, Body::from(bytes));
        let mut parts = Multipart::from_request(whole, &())
            .await
            .map_err(|_| BROKEN)?;
        while let Some(part) = parts.next_field().await.map_err(|_| BROKEN)? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(ToOwned::to_owned) {
                Some(file) => {
                    let bytes = part.bytes().await.map_err(|_| BROKEN)?;
                    if !file.is_empty() {
                        self.uploads.push(Upload { name: file, bytes });
                    }
                }
                None => self
                    .form
                    .push((name, part.text().await.map_err(|_| BROKEN)?)),
            }
        }
        Ok(())
    }

    /// The same with another form.
    pub(super) fn with_form(&self, form: Vec<(String, String)>) -> Self {
        Self {
            posted: self.posted,
            root: self.root.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            form,
            uploads: Vec::new(),
        }
    }

    /// Whether the request is for this address.
    pub(super) fn is_at(&self, address: &str) -> bool {
        let own: Vec<String> = self.path.iter().map(|part| encoded(part)).collect();
        address.strip_prefix(&self.root) == Some(&own.join("/"))
    }

    /// The first value of a form field; empty if it was not sent.
    pub(super) fn field(&self, name: &str) -> &str {
        self.form
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value)
    }

    /// All values of a form field, as several ticked boxes send them.
    pub(super) fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.form
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// A parameter of the query string; empty if it is not there.
    pub(super) fn word(&self, name: &str) -> &str {
        self.query
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value)
    }
}

const TOO_LARGE: Refused = Refused(StatusCode::PAYLOAD_TOO_LARGE, "слишком большой файл");
const BROKEN: Refused = Refused(StatusCode::BAD_REQUEST, "файл передан не полностью");

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Decodes the `%D0%BF` of an address segment; a plus stays a plus.
fn decoded(part: &str) -> String {
    let part = part.replace('+', "%2B");
    form_urlencoded::parse(part.as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

/// A response.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    kind: &'static str,
    bytes: Vec<u8>,
    headers: Vec<(&'static str, String)>,
}

impl Answer {
    pub(super) fn page(markup: Markup) -> Self {
        Self {
            status: StatusCode::OK,
            kind: "text/html; charset=utf-8",
            bytes: markup.into_string().into_bytes(),
            headers: Vec::new(),
        }
    }

    pub(super) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A redirect to another page, after a change.
    pub(super) fn to(address: &str) -> Self {
        let headers = vec![(LOCATION.as_str(), address.to_owned())];
        Self {
            status: StatusCode::SEE_OTHER,
            kind: "text/plain; charset=utf-8",
            bytes: Vec::new(),
            headers,
        }
    }

    pub(super) fn of(kind: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            status: StatusCode::OK,
            kind,
            bytes: bytes.into(),
            headers: Vec::new(),
        }
    }

    /// A file to save under this name.
    pub(super) fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Self {
        let headers = vec![(
            "content-disposition",
            format!("attachment; filename*=UTF-8''{}", encoded(name)),
        )];
        Self {
            headers,
            ..Self::of(kind, bytes)
        }
    }

    pub(super) fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn refused(refusal: &Refused, root: &str) -> Self {
        let words = html! {
            h1 { "Программа не ответила на этот запрос" }
            p { (capitalized(refusal.1)) "." }
            @if refusal.0 != StatusCode::UNAUTHORIZED { p { a href=(root) { "Вернуться в начало" } } }
        };
        Self::page(layout::bare(root, "Запрос отклонен", &words)).status(refusal.0)
    }

    pub(super) fn into_response(self) -> Response {
        let policy = if self.kind.starts_with("text/") || self.kind.starts_with("image/svg") {
            PAGE_POLICY
        } else {
            FILE_POLICY
        };
        let mut response = Response::new(Body::from(self.bytes));
        *response.status_mut() = self.status;
        let own = [
            ("content-type", self.kind.to_owned()),
            ("content-security-policy", policy.to_owned()),
        ];
        let common = HEADERS.map(|(name, value)| (name, value.to_owned()));
        for (name, value) in own.into_iter().chain(common).chain(self.headers) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
