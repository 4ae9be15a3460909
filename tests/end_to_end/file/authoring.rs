//! What an author begins with: a folder from a template, one layout for files, the schema for an editor.

use std::fs;

use crate::program::muster;
use crate::year::service_year;

#[test]
fn a_new_folder_checks_clean_and_can_be_previewed() {
    for (lang, key) in [("zh", "活动:"), ("en", "campaign:")] {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("reading-week");
        let folder = folder.to_str().unwrap();
        let name = "读书周: “第一届”";
        muster(["--lang", lang, "init", folder, "--name", name, "--year", "2015"]).with(0);
        let main = format!("{folder}/reading-week.yaml");
        let text = fs::read_to_string(&main).unwrap();
        assert!(text.contains(key) && text.contains("reading-week") && text.contains("2015"), "{text}");
        let checked = muster(["check", "--json", &main]).with(0).json();
        assert_eq!((&checked["errors"], &checked["warnings"]), (&0.into(), &0.into()), "{checked}");
        muster(["fmt", "--check", &main]).with(0);
        assert!(muster(["preview", &main]).with(0).stdout.contains(name), "{main}");
        let again = muster(["init", folder]).with(1);
        assert!(again.stderr.contains("is not empty"), "{}", again.stderr);
    }
}

#[test]
fn every_shipped_campaign_is_a_template_and_is_laid_out() {
    let home = tempfile::tempdir().unwrap();
    let printed = muster(["init", "x", "--template", "nothing"]).with(2);
    let names = printed.stderr.rsplit("there are: ").next().unwrap().trim().to_owned();
    assert!(names.contains("service-year") && names.contains("starter"), "{names}");
    for name in names.split(", ") {
        let folder = home.path().join(name);
        muster(["--lang", "zh", "init", folder.to_str().unwrap(), "--template", name]).with(0);
        let main = folder.join(format!("{name}.yaml"));
        let shipped = service_year::workflows().join(name).join(format!("{name}.yaml"));
        muster(["fmt", "--check", shipped.to_str().unwrap()]).with(0);
        muster(["check", main.to_str().unwrap()]).with(0);
    }
}

#[test]
fn a_file_is_laid_out_in_place_and_one_that_cannot_be_read_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.yaml");
    let file = path.to_str().unwrap();
    fs::write(&path, "活动: {名称: 甲, 编号: a}   # 头\n").unwrap();
    muster(["fmt", "--check", file]).with(1);
    muster(["fmt", "--keys", "en", file]).with(0);
    assert_eq!(fs::read_to_string(&path).unwrap(), "campaign: {id: a, name: 甲}  # 头\n");
    muster(["fmt", "--check", file]).with(0);
    fs::write(&path, "活动: {名称: 甲\n").unwrap();
    let printed = muster(["fmt", file]).with(1);
    assert!(printed.stderr.contains("stays as it is"), "{}", printed.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), "活动: {名称: 甲\n");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1, "nothing else is left behind");
}

#[test]
fn the_schema_is_one_json_document_in_the_readers_language() {
    let zh = muster(["--lang", "zh", "schema"]).with(0).json();
    let en = muster(["schema"]).with(0).json();
    assert_eq!(zh["$schema"], en["$schema"]);
    let said = |schema: &serde_json::Value, key: &str| schema["properties"][key]["description"].clone();
    assert_ne!(said(&zh, "阶段"), said(&en, "阶段"));
    assert_eq!(said(&en, "阶段"), said(&en, "phases"));
}
