//! Signing: whose signatures the papers wait for, what is signed already, the program and the
//! certificates by which it is done here, signatures made elsewhere.
//!
//! A request names no command: it is that of the user's own settings, shown before it runs, and what
//! is sent with it is only the digest of what was shown. A program is chosen by its position among
//! those that are installed.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::address::encoded;
use super::ask::{Answer, Ask};
use super::deeds::{
    PaperToSign, PreparedToSign, SignPlace, SignTold, SignWish, SigningCommand, SigningMeans,
};
use super::keep;
use super::layout::{self, Way};
use super::missing::missing;
use super::open_project::OpenProject;
use super::state::App;
use crate::bundle::bundle;
use crate::plan::Format;
use crate::russian::{alphabetical, capitalized, counted};

/// Signers shown at once; a school of sixty pairs has a hundred and more.
const MOST_SIGNERS: usize = 5;
/// Stands in an address for papers without a place of somebody's own.
const ANYBODY: &str = "anybody";
/// Between the name of a file and its field in the value of a box; no file name has it.
const BETWEEN: char = '/';

pub(super) fn answer(app: &App, ask: &Ask, index: usize) -> Answer {
    let Some(place) = OpenProject::open(app, index) else {
        return missing(app);
    };
    let news = match ask.field("do") {
        _ if !ask.posted => html! {},
        "prepare" => match prepared(app, ask, &place) {
            Ok(download) => return download,
            Err(news) => news,
        },
        _ => done(app, ask, &place),
    };
    Answer::page(draw(app, ask, &place, &news))
}

/// Does what a form asks for.
fn done(app: &App, ask: &Ask, place: &OpenProject) -> Markup {
    let signing = app.signing();
    let refused = |why: String| layout::bad(&format!("{}.", capitalized(&why)));
    match ask.field("do") {
        "program" => match signing.choose(ask.field("program").parse().unwrap_or(usize::MAX)) {
            Ok(()) => layout::good("Программа выбрана: ее команда показана ниже."),
            Err(why) => refused(why),
        },
        "certificate" => {
            let mut added = ask
                .uploads
                .iter()
                .map(|it| signing.add_certificate(&it.bytes));
            match added.find_map(Result::err) {
                Some(why) => refused(why),
                None if ask.uploads.is_empty() => refused(NO_FILE.to_owned()),
                None => layout::good("Сертификат добавлен."),
            }
        }
        "forget" => match signing.drop_certificate(ask.field("certificate")) {
            Ok(()) => layout::good("Сертификат убран. Сам файл, который вы выбирали, остался."),
            Err(why) => refused(why),
        },
        "attach" if ask.uploads.is_empty() => refused(NO_FILE.to_owned()),
        "attach" => {
            let files = ask
                .uploads
                .iter()
                .map(|it| (it.name.as_str(), it.bytes.as_ref()));
            match signing.attach(&place.out(), &files.collect::<Vec<_>>()) {
                Ok(all) => told("Приложено", &all),
                Err(why) => refused(why),
            }
        }
        _ => {
            let wish = wish(ask);
            if wish.places.is_empty() {
                return refused(NO_PLACE.to_owned());
            }
            match signing.sign(place.plan(), &place.out(), &wish) {
                Ok(all) => told("Подписано", &all),
                Err(why) => refused(why),
            }
        }
    }
}

const NO_FILE: &str = "выберите файл";
const NO_PLACE: &str = "отметьте хотя бы один документ";
const ZIP: &str = "application/zip";

fn wish(ask: &Ask) -> SignWish {
    SignWish {
        command: ask.field("command").to_owned(),
        certificate: ask.field("certificate").to_owned(),
        places: ask.fields("place").filter_map(read_place).collect(),
    }
}

/// The files to be signed elsewhere, as a download; where there is something to say of them, that.
fn prepared(app: &App, ask: &Ask, place: &OpenProject) -> Result<Answer, Markup> {
    let refused = |why: String| layout::bad(&format!("{}.", capitalized(&why)));
    let wish = wish(ask);
    if wish.places.is_empty() {
        return Err(refused(NO_PLACE.to_owned()));
    }
    let all = (app.signing().prepare(place.plan(), &place.out(), &wish)).map_err(refused)?;
    let is_plain = |it: &PreparedToSign| it.to_sign.is_ok() && it.remarks.is_empty();
    if !all.iter().all(is_plain) {
        let each: Vec<SignTold> = all.into_iter().map(told_prepared).collect();
        return Err(told("Подготовлено", &each));
    }
    let files = all.iter().filter_map(|it| it.to_sign.as_deref().ok());
    bundle(files)
        .map(|bytes| Answer::download(ZIP, "Для подписания.zip", bytes))
        .map_err(refused)
}

fn told_prepared(it: PreparedToSign) -> SignTold {
    let is_done = it.to_sign.is_ok();
    let first = match &it.to_sign {
        Ok(path) => format!("подпишите файл {}", path.display()),
        Err(why) => why.clone(),
    };
    let told: Vec<String> = std::iter::once(first).chain(it.remarks).collect();
    SignTold {
        file: it.file,
        is_done,
        told: told.join("; "),
    }
}

fn read_place(value: &str) -> Option<(String, Option<String>)> {
    let (file, field) = value.split_once(BETWEEN)?;
    let field = Some(field.to_owned()).filter(|it| !it.is_empty());
    Some((file.to_owned(), field))
}

/// What became of each file; those that failed first.
fn told(what: &str, all: &[SignTold]) -> Markup {
    let (done, failed): (Vec<&SignTold>, Vec<&SignTold>) = all.iter().partition(|it| it.is_done);
    let list = |all: &[&SignTold]| html! { ul { @for it in all { li { strong { (it.file) } ": " (it.told) } } } };
    html! {
        @if !failed.is_empty() {
            div class="box wrong" role="alert" { p { "Не получилось: " (counted(failed.len(), "файл", "файла", "файлов")) "." } (list(&failed)) }
        }
        @if !done.is_empty() {
            div class="box good" role="status" { p { (what) ": " (counted(done.len(), "файл", "файла", "файлов")) "." } (list(&done)) }
        }
    }
}

/// By which an address names a signer.
fn who_of(person: &str) -> &str {
    if person.is_empty() { ANYBODY } else { person }
}

/// A person, and how many of the papers wait for the signature.
type Waiting = BTreeMap<(String, String), usize>;

fn waiting(papers: &[PaperToSign]) -> Waiting {
    let mut out = Waiting::new();
    for place in papers.iter().flat_map(|paper| &paper.places) {
        let key = (alphabetical(&place.person), place.person.clone());
        *out.entry(key).or_default() += 1;
    }
    out
}

fn draw(app: &App, ask: &Ask, place: &OpenProject, news: &Markup) -> Markup {
    let means = app.signing().means();
    let states = (app.comparisons).status(place.plan(), &place.out(), &[Format::Pdf]);
    let papers = states
        .map_err(|trouble| trouble.to_string())
        .and_then(|states| app.signing().papers(&place.out(), &states));
    let main = html! {
        p class="back" { a href=(place.address("release")) { "← Выпуск" } }
        h1 { "Подписание" }
        (news)
        (keep::waiting(place))
        @match &papers {
            Err(why) => (layout::bad(&format!("{}.", capitalized(why)))),
            Ok(papers) if papers.is_empty() => p class="empty" {
                "Подписывать пока нечего: изготовьте документы в PDF в разделе «" a href=(place.address("release")) { "Выпуск" } "»."
            },
            Ok(papers) => { (papers_to_sign(app, ask, place, &means, papers)) }
        }
        (attaching(app))
        (settings(app, &means))
    };
    layout::page(app, place, Some(Way::Release), "Подписание", &main)
}

fn papers_to_sign(
    app: &App,
    ask: &Ask,
    place: &OpenProject,
    means: &SigningMeans,
    papers: &[PaperToSign],
) -> Markup {
    let waiting = waiting(papers);
    let who = ask.word("who");
    let mut people = waiting.keys().map(|(_, person)| person.as_str());
    let person = match people.find(|person| who == who_of(person)) {
        None if waiting.len() == 1 => waiting.keys().next().map(|(_, person)| person.as_str()),
        found => found,
    };
    let signed = papers.iter().filter(|it| !it.signatures.is_empty()).count();
    let has_fields = papers
        .iter()
        .any(|it| it.places.iter().any(|at| at.field.is_some()) || !it.signatures.is_empty());
    let shown: Vec<&PaperToSign> = papers
        .iter()
        .filter(|paper| person.is_none_or(|it| paper.places.iter().any(|at| at.person == it)))
        .collect();
    let own = shown
        .iter()
        .flat_map(|paper| &paper.places)
        .filter(|at| person.is_some_and(|it| at.person == it))
        .find_map(|at| at.certificate.as_deref());
    html! {
        p { "Документов в папке: " (papers.len()) "; с подписью: " (signed) ". "
            a href=(place.address("verify")) { "Проверить подписи" } }
        @if !has_fields {
            p class="box" { "Мест для подписи в этих документах нет, подпись ляжет рядом с файлом. Чтобы на странице была отметка о подписи, отметьте «"
                a href={ (place.address("school")) "#organization.0.signatures.fields" } { "Поля электронной подписи" }
                "» и изготовьте документы заново." }
        }
        @if waiting.len() > 1 { (signers(place, &waiting, person)) }
        form method="post" class="release sign" data-checks="1" {
            (layout::token(app))
            @if !means.certificates.is_empty() {
                div class="box by" {
                    p class="field" {
                        label for="certificate" { "Сертификат" } " "
                        select id="certificate" name="certificate" {
                            @for it in &means.certificates {
                                option value=(it.thumbprint) selected[own == Some(it.thumbprint.as_str())] { (it.owner) ", до " (it.until) @if !it.is_in_force { ", не действует" } }
                            }
                        }
                    }
                    @if let Some(command) = usable(means) {
                        p { "Для каждого документа будет запущено: " code { (command.shown) } }
                        input type="hidden" name="command" value=(command.digest);
                    }
                }
            }
            ul class="papers" { @for paper in shown { (line(paper, person)) } }
            @if !means.certificates.is_empty() {
                p class="actions sticky" {
                    @if usable(means).is_some() {
                        button class="main" name="do" value="sign" title="ПИН-код спросит сама программа подписания" { "Подписать отмеченные" } " "
                    }
                    button name="do" value="prepare" { "Скачать для подписания в другой программе" }
                }
                p class="hint" { "Скачанные файлы подпишите отсоединенной подписью – там, где лежит ключ, – и " a href="#attach" { "приложите подписи" } ": они встанут на свои места в документах." }
            }
            @if usable(means).is_none() {
                p class="box" { "Чтобы подписывать отсюда, " a href="#means" { "выберите программу и сертификат" } ". Подписать можно и в любой другой программе: потом " a href="#attach" { "приложите готовую подпись" } "." }
            }
        }
    }
}

/// Draws whose signatures are waited for: those who sign most at once, the others folded.
fn signers(place: &OpenProject, waiting: &Waiting, person: Option<&str>) -> Markup {
    let mut all: Vec<(&str, usize)> = waiting
        .iter()
        .map(|((_, name), count)| (name.as_str(), *count))
        .collect();
    // Those of the alphabet keep their order among equals.
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let (first, others) = all.split_at(MOST_SIGNERS.min(all.len()));
    let mut others = others.to_vec();
    others.sort_by_cached_key(|(name, _)| alphabetical(name));
    let link = |(name, count): &(&str, usize)| {
        let address = format!("{}?who={}", place.address("sign"), encoded(who_of(name)));
        html! {
            li { a href=(address) aria-current=[(person == Some(*name)).then_some("true")] {
                (if name.is_empty() { "рядом с файлом" } else { name }) " "
                span class="count" { span class="unseen" { "ждут подписи: " } (count) }
            } }
        }
    };
    html! {
        nav class="who" aria-label="Кто подписывает" {
            ul {
                li { a href=(place.address("sign")) aria-current=[person.is_none().then_some("true")] { "Все документы" } }
                @for one in first { (link(one)) }
            }
            @if !others.is_empty() {
                details open[others.iter().any(|(name, _)| person == Some(name))] {
                    summary { "Еще подписывают: " (others.len()) }
                    ul { @for one in &others { (link(one)) } }
                }
            }
        }
    }
}

/// The command, where there is all that signing takes.
fn usable(means: &SigningMeans) -> Option<&SigningCommand> {
    let command = means.command.as_ref()?.as_ref().ok()?;
    (!means.certificates.is_empty()).then_some(command)
}

fn line(paper: &PaperToSign, person: Option<&str>) -> Markup {
    let name = paper.file.strip_suffix(".pdf").unwrap_or(&paper.file);
    let value = |at: &SignPlace| {
        format!(
            "{}{BETWEEN}{}",
            paper.file,
            at.field.as_deref().unwrap_or_default()
        )
    };
    html! {
        li {
            span class="paper-name" { (name) }
            span class="places" {
                @for seen in &paper.signatures {
                    span class={ "mark " (if seen.is_good { "good" } else { "bad" }) } { @if seen.is_good { "подписал " } (seen.told) } " "
                }
                @for at in paper.places.iter().filter(|at| person.is_none_or(|it| at.person == it)) {
                    @if paper.not_ready.is_none() {
                        label class="check" { input type="checkbox" name="place" value=(value(at)) checked[person.is_some()]; " "
                            (if at.person.is_empty() { "подписать рядом с файлом" } else { at.person.as_str() }) span class="unseen" { ", " (name) } } " "
                    } @else { span class="mark plain" { (at.person) } " " }
                }
            }
            @if let Some(why) = &paper.not_ready { span class="hint" { (capitalized(why)) "." } }
        }
    }
}

fn attaching(app: &App) -> Markup {
    html! {
        section class="more" id="attach" aria-labelledby="attach-head" {
            h2 id="attach-head" { "Приложить готовую подпись" }
            p { "Подпись, сделанная в другой программе или на другом компьютере: файл .sig, .sgn или .p7s, а также сам документ PDF, подписанный в КриптоПро PDF или Acrobat. Какому документу она принадлежит, программа узнает сама; можно выбрать сразу несколько." }
            form method="post" enctype="multipart/form-data" class="inline-form" {
                (layout::token(app))
                input type="hidden" name="do" value="attach";
                label { span class="unseen" { "Файлы подписей" } input type="file" name="file" multiple accept=".sig,.sgn,.p7s,.p7m,.pdf"; }
                " " button { "Приложить" }
            }
        }
    }
}

fn settings(app: &App, means: &SigningMeans) -> Markup {
    let is_chosen = usable(means).is_some();
    html! {
        section class="more" id="means" aria-labelledby="means-head" {
            h2 id="means-head" { "Программа и сертификаты этого компьютера" }
            p class="hint" { "Это ваши настройки, к школе они не относятся: из папки школы программа команды подписания не берет. Закрытых ключей и ПИН-кодов Наставник не видит." }
            details open[!is_chosen] {
                summary { @match &means.command { Some(Ok(_)) => "Программа выбрана", Some(Err(_)) => "Программа выбрана неверно", None => "Программа не выбрана" } }
                @match &means.command {
                    Some(Ok(command)) => p { code { (command.shown) } },
                    Some(Err(why)) => (layout::bad(&format!("{}.", capitalized(why)))),
                    None => {}
                }
                @for (number, (title, shown)) in means.programs.iter().enumerate() {
                    form method="post" class="inline-form" {
                        (layout::token(app))
                        input type="hidden" name="program" value=(number);
                        button name="do" value="program" { "Выбрать: " (title) }
                        p class="hint" { code { (shown) } }
                    }
                }
                @if means.programs.is_empty() { p { "КриптоПро CSP на этом компьютере не найден." } }
                p class="hint" { "Другую программу подписания может указать тот, кто ее устанавливал: команда записывается в файл " code { (means.settings) } " строкой " code { "command = [\"программа\", \"параметр\", \"{in}\", \"{out}\"]" } "." }
            }
            details open[means.certificates.is_empty()] {
                summary { "Сертификаты подписывающих: " (means.certificates.len()) }
                ul class="papers" {
                    @for it in &means.certificates {
                        li {
                            span class="paper-name" { (it.owner) }
                            span class="hint" { "до " (it.until) ", выдал " (it.issuer) }
                            @if !it.is_in_force { " " span class="mark bad" { "не действует" } }
                            form method="post" { (layout::token(app)) input type="hidden" name="certificate" value=(it.thumbprint); button class="quiet" name="do" value="forget" { "Убрать" span class="unseen" { " сертификат: " (it.owner) } } }
                        }
                    }
                }
                form method="post" enctype="multipart/form-data" class="inline-form" {
                    (layout::token(app))
                    input type="hidden" name="do" value="certificate";
                    label { "Файл .cer, .crt или .pem, без закрытого ключа " input type="file" name="file" multiple accept=".cer,.crt,.pem"; }
                    " " button { "Добавить сертификат" }
                }
            }
        }
    }
}
