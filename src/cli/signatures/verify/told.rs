//! The answer of `verify` in words.

use chrono::{DateTime, Local, Utc};

use super::report::{FileReport, SignatureReport, SimpleReport, TIME, TimeReport};
use crate::bundle::ArchiveReport;
use crate::russian::{self, counted};
use crate::shown::visible;

/// Says what there is to say of a file, its name aside, line by line.
pub(super) fn tell(report: &FileReport, say: &mut dyn FnMut(&str)) {
    if let Some(error) = &report.error {
        say(&format!("  ошибка: {error}"));
    } else if let Some(archive) = &report.archive {
        tell_archive(archive, say);
    } else if report.has_nothing() {
        say("  подписей нет");
    }
    for signature in &report.signatures {
        tell_signature(signature, say);
    }
    for simple in &report.simple {
        tell_simple(simple, say);
    }
    for paper in &report.papers {
        say(&visible(&paper.file));
        tell(paper, say);
    }
    if report.validation_data {
        say("  в файле есть данные для последующей проверки (DSS)");
    }
}

fn tell_signature(it: &SignatureReport, say: &mut dyn FnMut(&str)) {
    let what = match (it.detached, it.kind) {
        (true, _) => "подпись рядом",
        (false, "time_stamp") => "метка времени на весь документ, поле",
        (false, _) => "поле",
    };
    let place = if it.place.is_empty() {
        "(без имени)"
    } else {
        &it.place
    };
    say(&format!("  {what} {place}: {}", verdict(it)));
    if it.unlisted {
        say(
            "    ПОДПИСЬ СКРЫТА: в списке полей файла ее больше нет, программы просмотра ее не покажут",
        );
    }
    let (owner, issuer) = if it.kind == "time_stamp" {
        ("служба времени", "ее сертификат выдал")
    } else {
        ("владелец сертификата", "выдал")
    };
    for (label, value) in [
        (owner, &it.owner),
        (issuer, &it.issuer),
        ("номер", &it.serial),
    ] {
        if let Some(value) = value {
            say(&format!("    {label}: {value}"));
        }
    }
    if let (Some(person), Some(false)) = (&it.person, it.owner_is_person) {
        say(&format!(
            "    ВНИМАНИЕ: в этом поле подписывает {person}, а сертификат выдан на другое имя – {}",
            it.owner.as_deref().unwrap_or_default()
        ));
    }
    if let Some(mark) = &it.other_mark {
        say(&format!(
            "    ВНИМАНИЕ: отметка на странице называет не владельца сертификата: «{mark}»"
        ));
    }
    if let (Some(from), Some(to)) = (it.not_before, it.not_after) {
        let day = |time: DateTime<Utc>| russian::digits(time.date_naive());
        say(&format!(
            "    срок действия сертификата: с {} по {}",
            day(from),
            day(to)
        ));
    }
    if let Some(time) = it.signed_at.as_ref().filter(|_| it.kind != "time_stamp") {
        say(&format!(
            "    время подписания по часам подписавшего: {time}"
        ));
    }
    for why in [it.time_doubt, it.unfit].into_iter().flatten() {
        say(&format!("    ВНИМАНИЕ: {why}"));
    }
    if let Some(stamp) = &it.time_stamp {
        let time = stamp.time.with_timezone(&Local).format(TIME);
        let words = if stamp.holds {
            "математически верна"
        } else {
            "НЕ ПОДТВЕРДИЛАСЬ"
        };
        say(&format!(
            "    метка времени: {time}, {}; {words}",
            visible(&stamp.authority)
        ));
    } else if it.has_time_stamp {
        say("    метка времени есть, но не читается");
    }
    if let Some(trust) = &it.trust {
        let label = if it.trusted == Some(true) {
            "доверие"
        } else {
            "ДОВЕРИЯ НЕТ"
        };
        say(&format!("    {label}: {trust}"));
    }
}

fn tell_simple(it: &SimpleReport, say: &mut dyn FnMut(&str)) {
    let what = match it.digest_agrees {
        Some(true) => "файл с тех пор не менялся; подлинность такой подписи ключом не проверяется",
        Some(false) => "ИЗМЕНЕН: подпись поставлена под другим содержанием файла",
        None => "не прочитана: это не простая подпись, или она испорчена",
    };
    say(&format!("  простая подпись рядом {}: {what}", it.place));
    let signer = it.signer.iter().chain(&it.post).map(String::as_str);
    let signer: Vec<&str> = signer.filter(|words| !words.is_empty()).collect();
    for (label, value) in [
        ("подписал", &signer.join(", ")),
        ("когда", it.signed_at.as_ref().unwrap_or(&String::new())),
    ] {
        if !value.is_empty() {
            say(&format!("    {label}: {value}"));
        }
    }
    if let Some(why) = &it.doubt {
        say(&format!("    ВНИМАНИЕ: {why}"));
    }
}

fn tell_archive(it: &ArchiveReport, say: &mut dyn FnMut(&str)) {
    for (files, what) in [
        (&it.missing, "нет в архиве"),
        (&it.changed, "изменен"),
        (&it.extra, "лишний"),
    ] {
        files
            .iter()
            .for_each(|file| say(&format!("  {what:<16} {}", visible(file))));
    }
    it.odd
        .iter()
        .for_each(|what| say(&format!("  ПОДДЕЛАН ИЛИ ИСПОРЧЕН: {}", visible(what))));
    if let Some(comment) = &it.comment {
        say(&format!(
            "  к архиву приписано пояснение, его никто не проверяет: {}",
            visible(comment)
        ));
    }
    let year = it
        .school_year
        .as_ref()
        .map(|y| format!(", {} учебный год", visible(y)))
        .unwrap_or_default();
    let whole = counted(it.whole, "файл", "файла", "файлов");
    say(&format!(
        "  {}{year}; совпадает с описью: {whole}",
        visible(&it.organization)
    ));
    say("  опись показывает потерю и порчу; от подделки защищают только подписи самих документов");
}

/// Fields that were added later, and which of them bear no signature.
fn added_fields(it: &SignatureReport) -> String {
    let (fields, empty) = (it.added_fields.join(", "), it.empty_fields.join(", "));
    if empty.is_empty() {
        return format!("после нее добавлены невидимые поля ({fields}) и подписи в них");
    }
    let signatures = if it.later_signs {
        "подписи и "
    } else {
        ""
    };
    let unsigned = if it.empty_fields.len() < it.added_fields.len() {
        format!("; без подписи: {empty}")
    } else {
        ", подписей в них нет".to_owned()
    };
    format!("после нее добавлены {signatures}невидимые поля ({fields}){unsigned}")
}

fn verdict(it: &SignatureReport) -> String {
    if let Some(error) = &it.error {
        return format!("не прочитана: {error}");
    }
    let digest = it.digest.as_deref().unwrap_or_default();
    if it.digest_agrees != Some(true) {
        return match it.digest_agrees {
            Some(_) => "ИЗМЕНЕН: байты файла не те, что были подписаны".to_owned(),
            None => format!("отпечаток ({digest}) проверить не удалось"),
        };
    }
    if it.has_forged_certificate {
        return "ПОДДЕЛАН СЕРТИФИКАТ: его содержание не то, под которым подписался тот, кто его выдал; чья это подпись, неизвестно"
            .to_owned();
    }
    if it.value == Some("wrong") {
        return "ПОДДЕЛАНА ИЛИ ИСПОРЧЕНА: значение подписи не подходит к ключу сертификата"
            .to_owned();
    }
    if let Some(change) = &it.change {
        return format!(
            "отпечаток совпал ({digest}), но ПОСЛЕ ПОДПИСИ В ФАЙЛ ВНЕСЕНЫ ИЗМЕНЕНИЯ: подписана прежняя версия, первые {} байт; {}",
            it.covered_bytes, change.what
        );
    }
    let is_broken = |stamp: &TimeReport| !stamp.holds;
    if it.has_time_stamp
        && !it.intact
        && !it.unproved
        && !it.unlisted
        && it.time_stamp.as_ref().is_none_or(is_broken)
    {
        return "ИСПОРЧЕНА: метка времени внутри подписи подделана или повреждена".to_owned();
    }
    let after = match it.appended {
        "nothing" => "охвачен весь файл".to_owned(),
        _ if !it.added_fields.is_empty() => added_fields(it),
        _ if it.later_validation && it.later_signs => {
            "после нее добавлены только подписи и данные для их проверки".to_owned()
        }
        _ if it.later_validation => {
            "после нее добавлены только данные для проверки подписей".to_owned()
        }
        _ if it.later_signs => "после нее добавлены только подписи".to_owned(),
        _ => {
            "после нее в файл дописаны служебные сведения, страниц и полей они не меняют".to_owned()
        }
    };
    let later = if it.later_unchecked.is_empty() {
        String::new()
    } else {
        let fields = it.later_unchecked.join(", ");
        format!("; значение добавленной после нее подписи ({fields}) не проверено")
    };
    if it.unlisted {
        return format!("отпечаток совпал ({digest})");
    }
    if it.unproved {
        let why = it.value_unchecked.as_deref().unwrap_or_default();
        return format!(
            "отпечаток совпал ({digest}), {after}{later}; но сама подпись не проверена, и что документ прежний, этим не доказано: {why}"
        );
    }
    let what = if it.kind == "time_stamp" {
        "метка"
    } else {
        "подпись"
    };
    let how = match &it.confirmed_by {
        Some(program) => format!("верна, это подтвердила программа {}", visible(program)),
        None => "верна математически".to_owned(),
    };
    format!("{what} {how}, подписанное не менялось, отпечаток совпал ({digest}); {after}{later}")
}
