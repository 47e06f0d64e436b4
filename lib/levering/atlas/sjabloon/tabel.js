// The legend, the difference between two selections, and the map as a table.
function telling(klasse, kant) {
  const leden = klasse.leden[kant];
  if (toestand.kleur !== "venster") return gemeenten(leden.length);
  return meervoud(new Set(leden.map((g) => GEM.zorgkantoorregio[g])).size, "regio", "regio’s");
}

function tekenLegenda(gekleurd, uitkomsten) {
  const rij = (klasse, tel) => el("li", {}, staal(klasse, patronen), el("span", {}, klasse.label, " ", el("small", {}, `(${tel})`)));
  const rijen = gekleurd.legenda.map((klasse) =>
    rij(klasse, uitkomsten.map((_, kant) => (uitkomsten.length > 1 ? `${KANTEN[kant].toUpperCase()} ` : "") + telling(klasse, kant)).join(", ")));
  const lagen_ = new Map(gekleurd.lagen.flat().map((laag) => [laag.code, laag]));
  rijen.push(...[...lagen_.values()].map((laag) => rij({ ...laag, kleur: STIJL.vlak.zacht }, uitkomsten.map((_, kant) =>
    (uitkomsten.length > 1 ? `${KANTEN[kant].toUpperCase()} ` : "")
    + gemeenten(gekleurd.lagen[kant].find(({ code }) => code === laag.code)?.gemeenten.length || 0)).join(", "))));
  const lijn = (soort, label) => el("li", {}, svg("svg", { class: "staal", width: 26, height: 14, "aria-hidden": "true" },
    svg("path", { class: soort, d: "M0 7H26" })), el("span", {}, label));
  if (toestand.grens !== "geen") rijen.push(lijn("grens", `grens ${REGIOS[toestand.grens].naam}`));
  rijen.push(...uitkomsten.map(omlijning).filter(Boolean).map(({ label }) => lijn("kern", label)));
  const keuzes = kleurkeuzes().find(([code]) => code === toestand.kleur);
  vind("legenda").replaceChildren(el("h3", {}, hoofdletter(keuzes ? keuzes[1] : "")), el("ul", {}, rijen));
}

function tekenVerschil(uitkomsten) {
  const vak = vind("verschil");
  if (uitkomsten.length < 2) return vak.replaceChildren();
  const [a, b] = uitkomsten.map(({ hoeveel }) => hoeveel), tel = (past_) => GEM.code.filter((_, g) => past_(a[g] > 0, b[g] > 0)).length;
  const rijen = [
    ["Projecten", ...uitkomsten.map(({ projecten }) => getal(projecten.length))],
    ["Gemeenten met een project", ...uitkomsten.map((uitkomst) => getal(metProject(uitkomst)))],
    ...Object.entries(REGIOS).map(([soort, { naam }]) => [`${hoofdletter(naam)}’s`, ...uitkomsten.map((uitkomst) => getal(regiosMet(uitkomst, soort).size))]),
  ];
  return vak.replaceChildren(
    tabelVan("A en B vergeleken", ["", "Selectie A", "Selectie B"], rijen),
    el("p", { id: "overlap" }, `In beide: ${gemeenten(tel((x, y) => x && y))}. Alleen in A: ${gemeenten(tel((x, y) => x && !y))}. Alleen in B: ${gemeenten(tel((x, y) => !x && y))}. In geen van beide: ${gemeenten(tel((x, y) => !x && !y))}.`));
}

function tabelVan(titel, koppen, rijen) {
  const isGetal = (cel) => /^[\d.]+$/.test(cel);
  return el("div", { class: "tabel", role: "region", tabindex: 0, "aria-label": titel }, el("table", {}, el("caption", {}, titel),
    el("thead", {}, el("tr", {}, koppen.map((kop) => (kop ? el("th", { scope: "col" }, kop) : el("td"))))),
    el("tbody", {}, rijen.map(([eerste, ...rest]) => el("tr", {}, el("th", { scope: "row" }, eerste),
      rest.map((cel) => el("td", isGetal(cel) ? { class: "getal" } : {}, cel)))))));
}

// Per gemeente and per region what the map shows; made only when it is asked for.
function tekenTabel(gekleurd, uitkomsten) {
  if (!vind("tabelblok").open) return vind("tabel").replaceChildren();
  const soort = toestand.grens === "zorgkantoorregio" ? "zorgkantoorregio" : "wmo_regio", { naam, namen } = REGIOS[soort];
  const merk = (kant) => (uitkomsten.length > 1 ? ` ${KANTEN[kant].toUpperCase()}` : "");
  const klasseVan = (kant, g) => (toestand.kleur === "venster" ? vensterTekst(GEM.zorgkantoorregio[g]) : gekleurd.van[kant][g].eigen || gekleurd.van[kant][g].label);
  const alfabetisch = [...GEM.naam.keys()].sort((x, y) => GEM.naam[x].localeCompare(GEM.naam[y], "nl"));
  const perGemeente = alfabetisch.map((g) => [GEM.naam[g], namen[GEM[soort][g]],
    ...uitkomsten.flatMap(({ hoeveel }, kant) => [getal(hoeveel[g]), klasseVan(kant, g)])]);
  const perRegio = namen.map((regio, nummer) => [regio, getal(REGIOS[soort].leden[nummer].length),
    ...uitkomsten.flatMap((uitkomst) => [getal(REGIOS[soort].leden[nummer].filter((g) => uitkomst.hoeveel[g]).length),
      getal(opPlek(uitkomst, leesPlek(regioSleutel(soort, nummer))).length)])]);
  return vind("tabel").replaceChildren(
    tabelVan(`Per ${naam}`, [hoofdletter(naam), "Gemeenten", ...uitkomsten.flatMap((_, kant) => [`Met project${merk(kant)}`, `Projecten${merk(kant)}`])], perRegio),
    tabelVan("Per gemeente", ["Gemeente", hoofdletter(naam), ...uitkomsten.flatMap((_, kant) => [`Projecten${merk(kant)}`, `Op de kaart${merk(kant)}`])], perGemeente));
}
