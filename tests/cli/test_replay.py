"""Replaying a track from the command line."""

import json

from posecheck import api


def test_replay_gives_what_the_api_gives(run, bird_dog_file, bird_dog_track):
    done = run("replay", bird_dog_file, "--json", "-")
    assert done.exit_code == 0
    assert done.stdout == api.replay(bird_dog_track).to_json()


def test_replay_writes_result_and_table(run, bird_dog_file, tmp_path):
    done = run("replay", bird_dog_file, "--json", tmp_path / "r.json")
    assert done.exit_code == 0
    assert json.loads((tmp_path / "r.json").read_text())["symmetry"]["left"] == 1
    assert "Saved: " in done.stdout


def test_replay_with_another_exercise(run, bird_dog_file):
    done = run("replay", bird_dog_file, "--exercise", "plank_forearm", "--json", "-")
    assert json.loads(done.stdout)["exercise"]["id"] == "plank_forearm"


def test_an_unknown_exercise_names_the_nearest(run, bird_dog_file):
    done = run("replay", bird_dog_file, "--exercise", "brid_dog")
    assert done.exit_code == 2
    assert 'Did you mean "bird_dog"?' in done.stderr


def test_a_file_that_is_no_track(run, tmp_path):
    (tmp_path / "x.npz").write_text("hello")
    done = run("replay", tmp_path / "x.npz")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1


def test_own_definitions_override_ours(run, bird_dog_file, tmp_path):
    from importlib.resources import files

    text = (files("posecheck.exercises") / "definitions" / "bird_dog.toml").read_text()
    (tmp_path / "bird_dog.toml").write_text(text.replace('name = "Bird dog"', 'name = "Pointer"'))
    done = run("replay", bird_dog_file, "--exercises", tmp_path)
    assert done.stdout.startswith("film.mp4: Pointer")
