//! Ways to reach somebody through a network: addresses of e-mail, pages, names in messengers.

use super::word::Word;

/// Addresses of e-mail.
pub(super) fn mails(letters: &[char]) -> Vec<(usize, usize)> {
    let is_part = |c: &char| c.is_alphanumeric() || "._-+".contains(*c);
    let mut out = Vec::new();
    for (at, _) in letters.iter().enumerate().filter(|(_, c)| **c == '@') {
        // «savina @ mail.ru» is meant for people, not for programs that gather addresses.
        let gap =
            |letters: &mut dyn Iterator<Item = &char>| letters.take_while(|c| **c == ' ').count();
        let gap_before = gap(&mut letters[..at].iter().rev());
        let gap_after = gap(&mut letters[at + 1..].iter());
        let before = letters[..at - gap_before].iter().rev();
        let before = before.take_while(|c| is_part(c)).count();
        let after = letters[at + 1 + gap_after..].iter();
        let address: String = after.take_while(|c| is_part(c)).collect();
        let is_apart = gap_before + gap_after > 0;
        // «i v a n o v @ m a i l . r u».
        let is_spread = before == 1 && address.chars().count() == 1;
        if before > 0
            && (address.chars().count() > 1 || is_spread)
            && (!is_apart || is_spread || address.contains('.'))
        {
            let end = at + 1 + gap_after + address.chars().count();
            out.push((at - gap_before - before, end));
        }
    }
    out
}

/// Somebody's page or name in a network: `@savina_math`, `vk.com/savina`, `savina [at] mail.ru`.
pub(super) fn pages(letters: &[char]) -> Vec<(usize, usize)> {
    const NETWORKS: [&str; 17] = [
        "chat.whatsapp.com/",
        "telegram.org/",
        "vk.com/",
        "vk.ru/",
        "t.me/",
        "ok.ru/",
        "wa.me/",
        "max.ru/",
        "rutube.ru/",
        "dzen.ru/",
        "instagram.com/",
        "facebook.com/",
        "tiktok.com/",
        "youtube.com/@",
        "discord.gg/",
        "telegram.me/",
        "my.mail.ru/",
    ];
    const SHORTEST: usize = 4;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || "._-/+=?&%@".contains(*c);
    let lower: String = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    let mut out = Vec::new();
    for (at, c) in letters.iter().enumerate() {
        let rest = &letters[at..];
        let is_begun = at == 0 || !(letters[at - 1].is_alphanumeric() || letters[at - 1] == '.');
        // «m.vk.com/…».
        let is_domain = at == 0 || !letters[at - 1].is_alphanumeric();
        let after = |from: usize| rest[from..].iter().take_while(|c| is_part(c)).count();
        if *c == '@' && is_begun && after(1) >= SHORTEST {
            out.push((at, at + 1 + after(1)));
        }
        let is_page = |network: &str| {
            let own = network.chars().count();
            let word: String = rest
                .iter()
                .take(own)
                .flat_map(|c| c.to_lowercase())
                .collect();
            word == network && after(own) > 1
        };
        if is_domain && lower.contains('/') && NETWORKS.iter().any(|n| is_page(n)) {
            out.push((at, at + after(0)));
        }
        let dog: String = rest.iter().take(4).collect();
        if matches!(dog.to_lowercase().as_str(), "[at]" | "(at)") {
            let before = letters[..at].iter().rev();
            let gap = before.clone().take_while(|c| c.is_whitespace()).count();
            let own = before.skip(gap).take_while(|c| is_part(c)).count();
            out.push((at - gap - own, at + 4));
        }
    }
    out
}

/// «skype: savina.e», «вк: savina»: a network, and a name in it.
pub(super) fn named_pages(letters: &[char], words: &[Word]) -> Vec<(usize, usize)> {
    const NETWORKS: [&str; 30] = [
        "телеграмм",
        "телега",
        "вацап",
        "вотсап",
        "ватсапп",
        "max",
        "макс",
        "вконтакте",
        "одноклассники",
        "skype",
        "скайп",
        "вк",
        "vk",
        "telegram",
        "телеграм",
        "тг",
        "tg",
        "whatsapp",
        "ватсап",
        "viber",
        "вайбер",
        "instagram",
        "инстаграм",
        "инстаграмм",
        "tiktok",
        "тикток",
        "discord",
        "дискорд",
        "ник",
        "никнейм",
    ];
    const SHORTEST: usize = 4;
    let is_part = |c: &&char| c.is_ascii_alphanumeric() || "._-#".contains(**c);
    let named = words
        .iter()
        .filter(|word| NETWORKS.contains(&word.plain.as_str()));
    named
        .filter_map(|word| {
            let gap = letters[word.end..].iter();
            let gap = gap.take_while(|c| " :–-".contains(**c)).count();
            let start = word.end + gap;
            let own = letters[start..].iter().take_while(is_part).count();
            // «Телеграм антон_гусев»; a Russian word alone is none.
            let is_russian = |c: &&char| c.is_alphanumeric() || "._-#".contains(**c);
            let russian = letters[start..].iter().take_while(is_russian).count();
            let is_name = letters[start..start + russian]
                .iter()
                .any(|c| c.is_ascii_digit() || *c == '_');
            let own = if is_name { russian } else { own };
            (gap > 0 && own >= SHORTEST).then_some((word.start, start + own))
        })
        .collect()
}

/// An address whose signs are written in words: «savina собака mail.ru», «savina (dog) mail точка ru».
pub(super) fn spelt_mails(letters: &[char]) -> Vec<(usize, usize)> {
    const SIGNS: [&str; 6] = ["собачка", "собака", "sobaka", "dog", "эт", "at"];
    const POINTS: [&str; 4] = ["точка", "тчк", "dot", "tochka"];
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let is_gap = |c: char| c.is_whitespace() || "()[]{}<>«»\"*_".contains(c);
    let mut out = Vec::new();
    for at in 1..letters.len() {
        let rest: String = letters[at..]
            .iter()
            .take(10)
            .flat_map(|c| c.to_lowercase())
            .collect();
        let Some(sign) = SIGNS.iter().find(|sign| {
            rest.strip_prefix(**sign)
                .is_some_and(|rest| rest.chars().next().is_some_and(is_gap))
        }) else {
            continue;
        };
        let gap = letters[..at]
            .iter()
            .rev()
            .take_while(|c| is_gap(**c))
            .count();
        let own = letters[..at - gap]
            .iter()
            .rev()
            .take_while(|c| is_part(**c))
            .count();
        let from = at + sign.chars().count();
        let skip = letters[from..].iter().take_while(|c| is_gap(**c)).count();
        let domain: String = letters[from + skip..].iter().take(40).collect();
        let length = domain.chars().take_while(|c| is_part(*c)).count();
        let after: String = domain
            .chars()
            .skip(length)
            .skip_while(|c| is_gap(*c))
            .collect();
        let is_dotted = domain
            .chars()
            .take(length)
            .collect::<String>()
            .trim_end_matches('.')
            .contains('.');
        let is_spelt = POINTS.iter().any(|it| after.to_lowercase().starts_with(it));
        let is_meant = is_dotted || is_spelt;
        let is_russian = sign.starts_with("соба")
            && [
                "мейл",
                "майл",
                "мэйл",
                "яндекс",
                "гмейл",
                "джимейл",
                "рамблер",
            ]
            .iter()
            .any(|it| domain.to_lowercase().starts_with(it));
        if gap > 0 && own > 0 && length > 1 && is_meant || gap > 0 && is_russian {
            out.push((at - gap - own, from + skip + length));
        }
    }
    out
}
