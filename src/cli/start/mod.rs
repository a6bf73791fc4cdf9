//! Commands to begin with: a new folder, help for editors, the page in the browser.

pub(crate) mod doctor;
pub(crate) mod init;
pub(crate) mod schema;
pub(crate) mod serve;

pub(crate) use doctor::DoctorArgs;
pub(crate) use init::InitArgs;
pub(crate) use schema::SchemaArgs;
pub(crate) use serve::ServeArgs;
