// Which projects pass a selection and where they are: the same rules as lib/selectie.py.
const past = (keus, waarden_) => !keus.size || waarden_.some((waarde) => keus.has(waarde));

function door(selectie, moment, p, behalve = "") {
  if (selectie.minima !== "ja" && Boolean(moment.minima[p]) !== (selectie.minima === "alleen")) return false;
  return FACETTEN.every((facet) =>
    facet === behalve || past(selectie.keus[facet], waarden(moment, facet, p)));
}

const LEEG_MOMENT = { aantal: 0, id: [], gemeente: [] };
const momentVan = (selectie) => MOMENTEN[selectie.moment] || LEEG_MOMENT;

// Projects in the selection; per gemeente how many (hoeveel); where only the region is known (geenOpgave), or
// where all rests on a gemeente that was divided since (geschat).
function selecteer(selectie) {
  const moment = momentVan(selectie);
  const projecten = [], hoeveel = new Int32Array(AANTAL), genoemd = new Set(), alleenRegio = new Set();
  const zeker = new Set();
  let zonder = 0;
  for (let p = 0; p < moment.aantal; p++) {
    if (!door(selectie, moment, p)) continue;
    projecten.push(p);
    moment.gemeente[p].forEach((g) => hoeveel[g]++);
    moment.gemeente[p].filter((g) => !moment.geschat[p].includes(g)).forEach((g) => zeker.add(g));
    moment.wmo_regio[p].forEach((regio) => genoemd.add(regio));
    if (moment.gemeente[p].length) continue;
    zonder++;
    moment.wmo_regio[p].forEach((regio) => alleenRegio.add(regio));
  }
  const geenOpgave = GEM.wmo_regio.map((regio, g) => alleenRegio.has(regio) && !hoeveel[g]);
  const geschat = [...hoeveel.keys()].filter((g) => hoeveel[g] && !zeker.has(g));
  return { selectie, moment, projecten, hoeveel, geenOpgave, geschat, genoemd, zonder };
}

// Per gemeente the labels of all its projects together, as bits.
function labelsPerGemeente(uitkomst, dimensie) {
  const bits = new Int32Array(AANTAL);
  for (const p of uitkomst.projecten) {
    for (const g of uitkomst.moment.gemeente[p]) bits[g] |= uitkomst.moment.bits[dimensie][p];
  }
  return bits;
}

const metProject = (uitkomst) => uitkomst.hoeveel.reduce((som, n) => som + (n > 0), 0);

// The regions with a project; for a Wmo-regio it is enough that a project names the region.
function regiosMet(uitkomst, soort) {
  const met = new Set(soort === "wmo_regio" ? uitkomst.genoemd : []);
  uitkomst.hoeveel.forEach((n, g) => n && met.add(GEM[soort][g]));
  return met;
}

function tellers(selectie, facet) {
  const moment = momentVan(selectie), aantal = new Int32Array(DIM[facet].codes.length);
  for (let p = 0; p < moment.aantal; p++) {
    if (door(selectie, moment, p, facet)) waarden(moment, facet, p).forEach((waarde) => aantal[waarde]++);
  }
  return aantal;
}

// The projects of a selection at a place: those with a gemeente in it, or that name the Wmo-regio only.
function opPlek(uitkomst, plek) {
  if (!plek) return uitkomst.projecten;
  const hier = new Set(plek.gemeenten), { moment } = uitkomst;
  return uitkomst.projecten.filter((p) =>
    moment.gemeente[p].some((g) => hier.has(g))
    || (plek.soort === "wmo_regio" && moment.wmo_regio[p].includes(plek.nummer)));
}

function inWoorden(selectie) {
  const delen = FACETTEN.filter((facet) => selectie.keus[facet].size).map((facet) => {
    const namen = [...selectie.keus[facet]].sort((x, y) => x - y).map((nummer) => DIM[facet].labels[nummer]);
    return `${DIM[facet].naam.toLowerCase()}: ${namen.join(" of ")}`;
  });
  if (selectie.minima !== "nee") delen.push(selectie.minima === "ja" ? "met minimacontracten" : "alleen minimacontracten");
  return delen.length ? delen.join("; ") : "alle projecten";
}

function metMoment({ moment, selectie }) {
  if (!MOMENTEN.length) return DATA.editie.titel;
  return (MOMENTEN.length > 1 ? `${moment.titel}, ` : "") + inWoorden(selectie);
}

function samenvatting(uitkomst) {
  const soort = toestand.grens === "zorgkantoorregio" ? "zorgkantoorregio" : "wmo_regio";
  const regio = REGIOS[soort], met = regiosMet(uitkomst, soort).size;
  const genoemd = uitkomst.moment.voorbeelden ? ["genoemd project", "genoemde projecten"] : ["project", "projecten"];
  return `${meervoud(uitkomst.projecten.length, ...genoemd)} in ${getal(metProject(uitkomst))} van de `
    + `${getal(AANTAL)} gemeenten en ${met} van de ${regio.namen.length} ${regio.naam}’s`;
}
