// The projects of the selection at the chosen place, each with its texts.
const BLADZIJDE = 40;
let getoond = BLADZIJDE, vorigeLijst = "";

const labelsVan = (moment, facet, p) => waarden(moment, facet, p).map((i) => DIM[facet].labels[i]).join(", ");
const gemeentenVan = (moment, p) => moment.gemeente[p].map((g) => GEM.naam[g]);
const regiosVan = (moment, p) => moment.wmo_regio[p].map((nummer) => REGIOS.wmo_regio.namen[nummer]);

function plaatsenVan(moment, p) {
  const namen = gemeentenVan(moment, p);
  if (namen.length) return namen.join(", ");
  return tekst(moment, "plaatsen_genoemd", p) || regiosVan(moment, p).join(", ") || "niet genoemd";
}

function bijzonderheden(moment, p) {
  const reden = tekst(moment, "reden_geen_gemeenten", p);
  const rijen = [
    ["Zorgverzekeraar", labelsVan(moment, "zorgverzekeraar", p)],
    [moment.gemeente[p].length ? "Gemeenten" : "Plaats", plaatsenVan(moment, p) + (reden ? ` (${reden})` : "")],
    ["Wmo-regio", regiosVan(moment, p).join(", ")],
    ...COMBINEERBAAR.map((facet) => [DIM[facet].naam, labelsVan(moment, facet, p)]),
    ["Minimacontract", moment.minima[p] ? "ja" : ""],
    ["Andere partijen", tekst(moment, "andere_partijen", p)],
    ["Peildatum", TEKSTEN[moment.dag[p]]],
    ["Bron", [tekst(moment, "bron", p), tekst(moment, "bron_kop", p)].filter(Boolean).join(": ")],
    ["Afgeleid", moment.afgeleid[p].map((i) => DATA.zekerheden[i]).join(", ").replaceAll("_", " ")],
  ];
  return rijen.filter(([, waarde]) => waarde);
}

function toonProject(moment, p) {
  const vol = el("div", { class: "vol" });
  const open = (e) => {
    if (!e.target.open || vol.childElementCount) return;
    const aan = () => verander((t) => { t.project = t.project === moment.id[p] ? null : moment.id[p]; });
    vol.append(...[
      tekst(moment, "omschrijving", p) && el("p", {}, tekst(moment, "omschrijving", p)),
      el("dl", {}, bijzonderheden(moment, p).map(([naam, waarde]) => [el("dt", {}, naam), el("dd", {}, waarde)])),
      moment.gemeente[p].length && el("button", { type: "button", onclick: aan }, "Omlijn op de kaart, of haal de lijn weg"),
    ].filter(Boolean));
  };
  const thema = vanLabel("thema", moment.thema[p]);
  return el("li", {}, el("details", { ontoggle: open, "data-id": moment.id[p], open: moment.id[p] === toestand.project },
    el("summary", {}, staal(thema, patronen, 14, 14), el("span", { class: "titel" }, moment.titels[p]),
      el("span", { class: "klein" }, `${thema.label} · ${labelsVan(moment, "zorgverzekeraar", p)} · ${DIM.vorm.labels[moment.vorm[p]]}`)),
    vol));
}

function tekenLijst(uitkomst) {
  const plek = leesPlek(toestand.plek), projecten = opPlek(uitkomst, plek);
  const waar = plek ? ` in ${plek.naam}` : "", wie = toestand.vergelijk ? `Selectie ${toestand.actief.toUpperCase()}: ` : "";
  vind("kop-lijst").textContent = `${wie}${meervoud(projecten.length, "project", "projecten")}${waar}`;
  const nu = `${uitkomst.moment.naam} ${projecten.join()}`;
  if (nu === vorigeLijst) return;
  vorigeLijst = nu;
  getoond = BLADZIJDE;
  vind("lijst").replaceChildren(...projecten.slice(0, getoond).map((p) => toonProject(uitkomst.moment, p)));
  zetMeer(uitkomst.moment, projecten);
}

function zetMeer(moment, projecten) {
  const knop = vind("meer"), rest = projecten.length - getoond;
  knop.hidden = rest <= 0;
  vind("rest").textContent = rest > 0 ? `Nog ${meervoud(rest, "project staat", "projecten staan")} alleen in de atlas en in de lijst als CSV.` : "";
  knop.textContent = `Toon de volgende ${Math.min(rest, BLADZIJDE)} van ${getal(rest)}`;
  knop.onclick = () => {
    const nieuw = projecten.slice(getoond, getoond + BLADZIJDE).map((p) => toonProject(moment, p));
    vind("lijst").append(...nieuw);
    getoond += BLADZIJDE;
    nieuw[0].querySelector("summary").focus();
    zetMeer(moment, projecten);
  };
}
