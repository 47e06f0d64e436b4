"""Checks on the result: counts, coverage, jeugdregio's, land area."""

from __future__ import annotations

import shapely
from bronnen import Zone, lees_tabel


def _tel(gebieden: dict, jaar: int) -> bool:
    """Check that the codes of a year are exactly the official ones, and the coverage."""
    codes = {r["gm_code"] for r in lees_tabel("gemeenten.csv") if r[f"in_{jaar}"] == "1"}
    lijst = list(gebieden.values())
    geldig = bool(shapely.is_valid(lijst).all())
    dekking = bool(shapely.coverage_is_valid(lijst))
    hoeken = int(shapely.get_num_coordinates(lijst).sum())
    km2 = shapely.area(lijst).sum() / 1e6
    print(
        f"{jaar}: {len(lijst)} gemeenten, codes official: {codes == set(gebieden)}, "
        f"all valid: {geldig}, coverage valid: {dekking}, {hoeken} vertices, {km2:.2f} km2"
    )
    return codes == set(gebieden) and geldig and dekking


def _jeugdregio(zones: list[Zone], gebieden: dict) -> bool:
    """Check that every gemeente of 2017 lies wholly in its jeugdregio, and the land outline."""
    regio: dict[str, list] = {}
    for z in zones:
        regio.setdefault(z.jeugdregio, []).append(z.vlak)
    vlak = {j: shapely.union_all(v) for j, v in regio.items()}
    hoort = {r["gm_code"]: r["jeugdregio_2017"] for r in lees_tabel("gemeenten.csv")}
    buiten = {c: g.difference(vlak[hoort[c]]).area / g.area for c, g in gebieden.items()}
    land = shapely.union_all(list(vlak.values()))
    verschil = land.symmetric_difference(shapely.coverage_union_all(list(gebieden.values()))).area
    fouten = [c for c, f in buiten.items() if f > 0.001]
    print(
        f"jeugdregio: {len(fouten)} gemeenten outside theirs {fouten}, largest part outside "
        f"{max(buiten.values()):.2e}; land outline differs {verschil / 1e6:.4f} km2"
    )
    return not fouten and verschil < 1e6


def _oppervlak(gebieden: dict, benaderd: set[str]) -> None:
    """Print the land area of each approximate gemeente beside the table."""
    km2 = {r["gm_2017"]: float(r["km2"]) for r in lees_tabel("oppervlak.csv") if not r["gm_2024"]}
    naam = {r["gm_code"]: r["gm_naam"] for r in lees_tabel("gemeenten.csv")}
    print("land area of the approximate gemeenten: built, table (km2), difference")
    for code in sorted(benaderd):
        echt = gebieden[code].area / 1e6
        print(f"  {code} {naam[code]:32s} {echt:7.1f} {km2[code]:7.1f} {echt / km2[code] - 1:+6.1%}")


def toon_kwaliteit(zones: list[Zone], gemaakt: dict) -> bool:
    """Print all checks; True when the hard ones hold."""
    g17, g24 = gemaakt["gebieden"][2017], gemaakt["gebieden"][2024]
    goed = [_tel(g17, 2017), _tel(g24, 2024), _jeugdregio(zones, g17)]
    print(
        f"grens_benaderd: {len(gemaakt['benaderd'][2017])} in 2017, {len(gemaakt['benaderd'][2024])} in 2024"
    )
    _oppervlak(g17, gemaakt["benaderd"][2017])
    return all(goed)
