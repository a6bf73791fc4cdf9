//! Which share of the work a run does: as it is told, or as the batch system numbers it.

use crate::make::Shard;

/// The share that `--shard` names. `auto` takes its number from the batch system: an array of Slurm
/// tells how many shares there are too, an indexed job of Kubernetes needs `auto/16`.
///
/// # Errors
/// Why there is no such share, in Russian.
pub(super) fn shard(
    text: &str,
    from_zero: bool,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Shard, String> {
    let bad = |why: &str| format!("параметр «--shard»: неподходящее значение «{text}»; {why}");
    let (number, of) = match text.split_once('/') {
        Some((number, of)) => (number.trim(), Some(of.trim())),
        None => (text.trim(), None),
    };
    let of: Option<usize> = match of {
        Some(of) => Some(of.parse().map_err(|_| bad("пишите так: 3/16"))?),
        None => None,
    };
    let number_of = |name: &str| variable(name).and_then(|it| it.trim().parse::<usize>().ok());
    let (number, of) = if number == "auto" {
        let found = of_system(&number_of);
        let (number, counted) = found.ok_or_else(|| {
            bad("нет ни SLURM_ARRAY_TASK_ID, ни JOB_COMPLETION_INDEX: номер части взять неоткуда; пишите так: 3/16")
        })?;
        let of = of.or(counted);
        (
            number,
            of.ok_or_else(|| bad("сколько всего частей, неизвестно; пишите так: auto/16"))?,
        )
    } else {
        let of = of.ok_or_else(|| bad("пишите так: 3/16"))?;
        let number: usize = number.parse().map_err(|_| bad("пишите так: 3/16"))?;
        if number == 0 && !from_zero {
            return Err(bad(
                "пишите так: 3/16, части считаются с 1; если ваша система считает с 0, добавьте --from-zero",
            ));
        }
        (number + usize::from(from_zero), of)
    };
    if number > of {
        return Err(bad(&format!(
            "такой части нет: всего их {of}; пишите так: 3/16"
        )));
    }
    Ok(Shard { number, of })
}

/// The number of the share from 1, and how many there are, where the batch system tells it.
fn of_system(number_of: &dyn Fn(&str) -> Option<usize>) -> Option<(usize, Option<usize>)> {
    if let Some(id) = number_of("SLURM_ARRAY_TASK_ID") {
        let first = number_of("SLURM_ARRAY_TASK_MIN").unwrap_or(1);
        let step = number_of("SLURM_ARRAY_TASK_STEP").unwrap_or(1).max(1);
        let number = id.checked_sub(first)? / step + 1;
        return Some((number, number_of("SLURM_ARRAY_TASK_COUNT")));
    }
    Some((number_of("JOB_COMPLETION_INDEX")? + 1, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(
        text: &str,
        from_zero: bool,
        variables: &[(&str, &str)],
    ) -> Result<(usize, usize), String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        shard(text, from_zero, &variable).map(|it| (it.number, it.of))
    }

    #[test]
    fn a_share_is_numbered_by_hand_or_by_the_batch_system() {
        assert_eq!(of("3/16", false, &[]), Ok((3, 16)));
        assert_eq!(of("0/16", true, &[]), Ok((1, 16)));
        let slurm = [
            ("SLURM_ARRAY_TASK_ID", "14"),
            ("SLURM_ARRAY_TASK_MIN", "10"),
            ("SLURM_ARRAY_TASK_STEP", "2"),
            ("SLURM_ARRAY_TASK_COUNT", "8"),
        ];
        assert_eq!(of("auto", false, &slurm), Ok((3, 8)));
        let kubernetes = [("JOB_COMPLETION_INDEX", "0")];
        assert_eq!(of("auto/4", false, &kubernetes), Ok((1, 4)));
        for (text, from_zero, variables, told) in [
            ("0/16", false, &[][..], "--from-zero"),
            ("16/16", true, &[], "такой части нет"),
            ("4/3", false, &[], "пишите так: 3/16"),
            ("3", false, &[], "пишите так: 3/16"),
            ("auto", false, &[], "SLURM_ARRAY_TASK_ID"),
            ("auto", false, &kubernetes[..], "auto/16"),
        ] {
            let why = of(text, from_zero, variables).unwrap_err();
            assert!(why.contains(told), "{why}");
        }
    }
}
