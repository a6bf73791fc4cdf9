//! Who may ask: only a window that was opened with the key, only from our own pages, and nobody over
//! the network.
//!
//! | threat | measure |
//! |---|---|
//! | other computers | the listener is bound to the loopback address |
//! | a foreign name that leads here (DNS rebinding) | the `Host` must be the very address |
//! | other programs and users of the computer | a key of 128 random bits, good for one use, is changed for a cookie |
//! | a server on another port, which browsers send the cookies of this one | every address begins with 128 random bits, and the cookie goes only to addresses that do |
//! | a body that is long, or never ends | nothing of it is read before the cookie is known; then for so long only |
//! | connections that say nothing | they are closed after seconds, and those nobody knows first where there are too many |
//! | a second start asks for another key | it knows a secret kept where only this user can read |
//! | forms and pictures on foreign pages | `SameSite=Strict`, `Sec-Fetch-Site`, `Origin`, a token in every form |
//! | text that would run as a script | escaping, and a policy that runs only our own file |
//! | file names in a request | there are none: whatever a request names is looked up in a list |
//! | a foreign program run from a page | the command stands in the user's own settings and is shown first; a request names its digest, or the position of a program that is installed |

use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};

/// The loopback address, as browsers write it.
pub(super) const ADDRESS: &str = "127.0.0.1";

/// The headers of every answer.
pub(super) const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    // Not «no-referrer»: browsers would then hide the origin of our own forms too.
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Our pages may load nothing but what we serve. Changed lines of a shown page come as pictures
/// within the answer that names them.
pub(super) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For everything but pages: more would stop the browser's own PDF viewer.
pub(super) const FILE_POLICY: &str = "frame-ancestors 'none'";

/// The header in which a second start sends the secret.
pub(super) const SECOND: &str = "x-nastavnik";

/// Length of a random number in hexadecimal.
pub(super) const RANDOM: usize = 32;

/// 128 random bits in hexadecimal.
///
/// # Errors
/// If the system has no randomness to give.
pub(super) fn random() -> Result<String, String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|e| format!("система не дала случайного числа: {e}"))?;
    Ok(u128::from_be_bytes(bytes)).map(|n| format!("{n:032x}"))
}

/// Compares two secrets in constant time.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |sum, (x, y)| sum | (x ^ y))
            == 0
}

/// The secrets of one run of the server.
#[derive(Debug)]
pub(super) struct Secrets {
    pub port: u16,
    /// The first part of every address.
    pub place: String,
    /// Sent in the cookie.
    pub session: String,
    /// Sent in every form.
    pub token: String,
    /// Known to a second start of the same user.
    pub second: String,
}

impl Secrets {
    pub(super) fn host(&self) -> String {
        format!("{ADDRESS}:{}", self.port)
    }

    /// Where all addresses begin: «/0123…/».
    pub(super) fn root(&self) -> String {
        format!("/{}/", self.place)
    }

    /// Has the port in it: cookies do not tell ports apart, and two servers must not take each
    /// other's.
    pub(super) fn cookie_name(&self) -> String {
        format!("nastavnik-{}", self.port)
    }

    pub(super) fn cookie(&self) -> String {
        format!(
            "{}={}; HttpOnly; SameSite=Strict; Path={}",
            self.cookie_name(),
            self.session,
            self.root()
        )
    }

    /// Checks that a request is for this very address and not from a foreign page.
    ///
    /// # Errors
    /// Why the request is refused.
    pub(super) fn admits_origin(
        &self,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<(), Refused> {
        let one = |name| {
            let mut values = headers.get_all(name).iter();
            let first = values.next().map(|v| v.to_str().unwrap_or("?"));
            if values.next().is_some() {
                Some("?")
            } else {
                first
            }
        };
        if one(HOST) != Some(self.host().as_str()) {
            return Err(Refused(
                StatusCode::MISDIRECTED_REQUEST,
                "запрос с чужим именем компьютера",
            ));
        }
        if ![Method::GET, Method::HEAD, Method::POST].contains(method) {
            return Err(Refused(
                StatusCode::METHOD_NOT_ALLOWED,
                "такого действия нет",
            ));
        }
        let site = headers
            .get("sec-fetch-site")
            .map(|v| v.to_str().unwrap_or("?"));
        let own_page = site == Some("same-origin");
        let no_page = site == Some("none") && *method != Method::POST;
        if site.is_some() && !own_page && !no_page {
            return Err(Refused(StatusCode::FORBIDDEN, "запрос с чужого сайта"));
        }
        let origin = one(ORIGIN);
        let is_ours = origin == Some(format!("http://{}", self.host()).as_str());
        if !is_ours && (origin.is_some() || *method == Method::POST) {
            return Err(Refused(StatusCode::FORBIDDEN, "запрос с чужого сайта"));
        }
        Ok(())
    }

    /// Whether the request comes from another start of the same user.
    pub(super) fn admits_second(&self, headers: &HeaderMap) -> bool {
        headers
            .get(SECOND)
            .and_then(|secret| secret.to_str().ok())
            .is_some_and(|secret| is_same(secret, &self.second))
    }

    /// Whether the request carries the cookie.
    pub(super) fn admits_session(&self, headers: &HeaderMap) -> bool {
        let wanted = self.cookie_name();
        let cookies = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(';'));
        cookies
            .filter_map(|c| c.trim().split_once('='))
            .any(|(name, value)| name == wanted && is_same(value, &self.session))
    }
}

/// Why a request is refused: the status, and the words to show.
#[derive(Debug)]
pub(super) struct Refused(pub StatusCode, pub &'static str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_compared_whole() {
        assert!(is_same("ab", "ab"));
        assert!(!is_same("ab", "ac") && !is_same("ab", "a") && !is_same("", "a"));
        assert_ne!(random().unwrap(), random().unwrap());
        assert_eq!(random().unwrap().len(), RANDOM);
    }
}
