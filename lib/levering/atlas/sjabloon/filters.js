// The choices at the left: a group per facet, with behind each value the projects that it would show.
const INVOER = {};

function optie(soort, naam, waarde, label, gevolg, klasse, uitleg) {
  const invoer = el("input", { type: soort, name: naam, value: waarde, onchange: gevolg });
  const teller = el("span", { class: "teller" });
  const rij = el("label", { class: "optie", title: uitleg }, invoer, klasse && staal(klasse, patronen, 18, 14), el("span", {}, label), teller);
  return { invoer, teller, rij, kort: label };
}

function groep(sleutel, titel, opties, open) {
  const stand = el("span", { class: "stand" });
  INVOER[sleutel] = { opties, stand };
  return el("details", { class: "groep", open }, el("summary", {}, el("h3", {}, titel), stand),
    el("div", { role: "group", "aria-label": titel }, opties.map(({ rij }) => rij)));
}

const teTonen = (facet) => DIM[facet].codes.map((_, i) => i).filter((i) => facet !== "zorgverzekeraar"
  || DIM.zorgverzekeraar.genoemd.includes(i)
  || (i === NIET_GENOEMD && MOMENTEN.some((moment) => moment.zorgverzekeraar.some((cel) => !cel.length))));

function facetGroep(facet) {
  const opties = teTonen(facet).map((i) => ({
    ...optie("checkbox", facet, DIM[facet].codes[i], DIM[facet].labels[i], (e) => verander(() => {
      actief().keus[facet][e.target.checked ? "add" : "delete"](i);
    }), DIM[facet].kleur?.[i] && vanLabel(facet, i), DIM[facet].uitleg?.[i]),
    nummer: i,
  }));
  return groep(facet, DIM[facet].naam, opties, facet === "thema");
}

function maakFilters() {
  const blokken = [];
  if (MOMENTEN.length > 1) {
    blokken.push(groep("moment", "Moment", MOMENTEN.map((moment, i) => ({
      ...optie("radio", "moment", moment.naam, `${moment.titel} (${moment.peildatum})`, () => verander(() => { actief().moment = i; })), kort: moment.peildatum, nummer: i,
    })), true));
  }
  if (MOMENTEN.length) {
    blokken.push(...FACETTEN.filter((facet) => facet !== "periode" || DIM.periode.codes.length > 1).map(facetGroep));
    blokken.push(groep("minima", "Minimacontracten", Object.entries(MINIMA).map(([code, label]) => ({
      ...optie("radio", "minima", code, hoofdletter(label), () => verander(() => { actief().minima = code; })), kort: label.replace(/ .*/, ""), nummer: code,
    })), false));
  } else blokken.push(el("p", {}, `Er zijn ${WOORDEN.geen_projecten}.`));
  vind("filters").append(...blokken);
  vind("welke").append(...KANTEN.map((kant) => {
    const een = optie("radio", "kant", kant, `Selectie ${kant.toUpperCase()}`, () => verander((t) => { t.actief = kant; }));
    INVOER[`kant-${kant}`] = { opties: [een] };
    return een.rij;
  }));
}

function tekenFilters() {
  const selectie = actief();
  vind("welke").hidden = !toestand.vergelijk;
  KANTEN.forEach((kant) => { INVOER[`kant-${kant}`].opties[0].invoer.checked = toestand.actief === kant; });
  for (const [sleutel, { opties, stand }] of Object.entries(INVOER)) {
    if (!stand) continue;
    const facet = FACETTEN.includes(sleutel), aantal = facet && tellers(selectie, sleutel);
    const gekozen = opties.filter(({ invoer, nummer, teller }) => {
      invoer.checked = facet ? selectie.keus[sleutel].has(nummer) : selectie[sleutel] === nummer;
      if (facet) teller.textContent = getal(aantal[nummer]);
      return invoer.checked;
    });
    stand.textContent = gekozen.map(({ kort }) => kort).join(", ") || "alle";
    stand.classList.toggle("gekozen", facet ? gekozen.length > 0 : selectie[sleutel] !== beginstand()[toestand.vergelijk ? toestand.actief : "a"][sleutel]);
  }
}
