// What the reader has chosen. It stands in the address, so that a view can be shared.
const KANTEN = ["a", "b"];
const MINIMA = { nee: "niet meetellen", ja: "meetellen", alleen: "alleen deze" };
const STANDAARD_MINIMA = DATA.editie.incl_minimacontracten ? "ja" : "nee";
const VORMKEUS = { kaart: "zoals het land ligt", zeshoek: "even grote zeshoeken" };
const GRENZEN = { wmo_regio: "Wmo-regio's", zorgkantoorregio: "zorgkantoorregio's", geen: "geen" };

const legeSelectie = (moment = 0) => ({
  moment, minima: STANDAARD_MINIMA, keus: Object.fromEntries(FACETTEN.map((facet) => [facet, new Set()])),
});
const beginstand = () => ({
  a: legeSelectie(), b: legeSelectie(MOMENTEN.length > 1 ? 1 : 0), actief: "a", vergelijk: false,
  kleur: MOMENTEN.length ? "aanwezig" : DATA.venster ? "venster" : "kern", grens: MOMENTEN.length ? "wmo_regio" : "zorgkantoorregio", kies: "gemeente", vorm: "kaart",
  plek: null, project: null, venster: DATA.venster ? [0, 0, DATA.venster.jaren.length - 1] : null,
});
let toestand = beginstand();

const kanten = () => (toestand.vergelijk ? KANTEN : ["a"]);
const actief = () => toestand[toestand.vergelijk ? toestand.actief : "a"];

function schrijfSelectie(velden, voor, selectie, begin) {
  if (selectie.moment !== begin.moment) velden.append(`${voor}moment`, MOMENTEN[selectie.moment].naam);
  if (selectie.minima !== begin.minima) velden.append(`${voor}minimacontracten`, selectie.minima);
  for (const facet of FACETTEN) {
    for (const nummer of [...selectie.keus[facet]].sort((x, y) => x - y)) {
      velden.append(voor + facet, DIM[facet].codes[nummer]);
    }
  }
}

function leesSelectie(velden, voor, selectie) {
  const moment = MOMENTEN.findIndex((een) => een.naam === velden.get(`${voor}moment`));
  if (moment >= 0) selectie.moment = moment;
  if (velden.get(`${voor}minimacontracten`) in MINIMA) selectie.minima = velden.get(`${voor}minimacontracten`);
  for (const facet of FACETTEN) {
    for (const code of velden.getAll(voor + facet)) {
      const nummer = DIM[facet].codes.indexOf(code);
      if (nummer >= 0) selectie.keus[facet].add(nummer);
    }
  }
}

function alsAdres() {
  const velden = new URLSearchParams(), begin = beginstand();
  schrijfSelectie(velden, "", toestand.a, begin.a);
  if (toestand.vergelijk) {
    velden.append("vergelijk", toestand.actief);
    schrijfSelectie(velden, "b.", toestand.b, begin.b);
  }
  for (const naam of ["kleur", "grens", "kies", "vorm", "plek", "project"]) {
    if (toestand[naam] !== begin[naam]) velden.append(naam, toestand[naam]);
  }
  if (toestand.kleur === "venster") {
    const { onderdelen, partijen, jaren } = DATA.venster, [o, p, j] = toestand.venster;
    velden.append("venster", [onderdelen[o], partijen[p], jaren[j]].join("~"));
  }
  return velden.toString();
}

// Reads an address; what it does not know is left as it was at the start.
function uitAdres(adres) {
  const velden = new URLSearchParams(adres), nieuw = beginstand();
  leesSelectie(velden, "", nieuw.a);
  if (KANTEN.includes(velden.get("vergelijk"))) {
    nieuw.vergelijk = true;
    nieuw.actief = velden.get("vergelijk");
    leesSelectie(velden, "b.", nieuw.b);
  }
  if (kleurkeuzes().some(([code]) => code === velden.get("kleur"))) nieuw.kleur = velden.get("kleur");
  if (velden.get("grens") in GRENZEN) nieuw.grens = velden.get("grens");
  if (velden.get("kies") === "regio") nieuw.kies = "regio";
  if (velden.get("vorm") in VORMKEUS) nieuw.vorm = velden.get("vorm");
  if (leesPlek(velden.get("plek"))) nieuw.plek = velden.get("plek");
  if (MOMENTEN.some((moment) => moment.id.includes(velden.get("project")))) nieuw.project = velden.get("project");
  if (DATA.venster && velden.get("venster")) {
    const [o, p, j] = velden.get("venster").split("~"), { onderdelen, partijen, jaren } = DATA.venster;
    const gevonden = [onderdelen.indexOf(o), partijen.indexOf(p), jaren.indexOf(Number(j))];
    if (gevonden.every((nummer) => nummer >= 0)) nieuw.venster = gevonden;
  }
  return nieuw;
}

// The one way to change anything: change the state, write the address, draw again.
function verander(doe) {
  doe(toestand);
  const adres = alsAdres();
  history.replaceState(null, "", adres ? `#${adres}` : location.pathname + location.search);
  tekenAlles();
}
