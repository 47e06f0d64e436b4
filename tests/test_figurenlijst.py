from lib.beeld.beelden import figuren_van, ontbreekt_figuur

LIJST = "kaart_id,titel,gemeenten\nVI-2-blad-1,Blad,3\nstrategie-cz-fasen,Pad,\n"


def test_a_list_is_whole_when_every_figure_that_it_names_is_there(tmp_path):
    lijst = tmp_path / "data" / "processed" / "proef" / "kaarten-60.csv"
    lijst.parent.mkdir(parents=True)
    lijst.write_text(LIJST, encoding="utf-8")
    figuren = figuren_van(lijst)
    plaats = tmp_path / "figures" / "proef"
    assert [pad.relative_to(plaats).as_posix() for pad in figuren] == [
        "VI-2-blad-1.png",
        "VI-2-blad-1.svg",
        "strategie-cz-fasen.png",
        "strategie-cz-fasen.svg",
    ]
    plaats.mkdir(parents=True)
    for pad in figuren:
        pad.touch()
    assert not ontbreekt_figuur(lijst)
    figuren[1].unlink()
    assert ontbreekt_figuur(lijst)


def test_without_list_nothing_is_missing(tmp_path):
    assert figuren_van(tmp_path / "a" / "b" / "c" / "kaarten-60.csv") == []
