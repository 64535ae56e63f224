from tests.browser.picture import DEPLOY, LARGEST, SCENES, picture


def test_every_scene_has_its_picture_and_every_picture_its_scene():
    assert set(DEPLOY.rglob("*.png")) == {picture(name) for name in SCENES}


def test_no_picture_bloats_the_repository():
    assert [kept for kept in DEPLOY.rglob("*.png") if kept.stat().st_size >= LARGEST] == []
