// Which class each gemeente has, for one selection or for two with one legend.
const GEEN = -1;
const categorie = (code, label) => ({ code, ...STIJL.categorie[code], ...(label ? { label } : {}) });
const vanLabel = (dimensie, i) => ({
  code: `${dimensie}:${DIM[dimensie].codes[i]}`, label: DIM[dimensie].labels[i], kleur: DIM[dimensie].kleur[i],
  arcering: DIM[dimensie].arcering[i], inkt: DIM[dimensie].inkt[i],
});

function kleurkeuzes() {
  const uit = [];
  if (MOMENTEN.length) {
    uit.push(["aanwezig", "minstens één project"], ["aantal", "aantal projecten"]);
    for (const dimensie of COMBINEERBAAR) uit.push([`combinatie:${dimensie}`, `combinatie: ${DIM[dimensie].naam.toLowerCase()}`]);
  }
  if (DATA.kern) uit.push(["kern", "grootste verzekeraar"]);
  if (DATA.venster) uit.push(["venster", "antwoord in het venster"]);
  return uit;
}

// The one label or insurer that a selection is about, else the colour of any project.
function klasseAanwezig({ keus }) {
  if (keus.thema.size === 1) return { ...vanLabel("thema", [...keus.thema][0]), arcering: "" };
  const [verzekeraar] = keus.zorgverzekeraar;
  if (keus.zorgverzekeraar.size === 1 && verzekeraar !== NIET_GENOEMD) {
    return { ...vanLabel("zorgverzekeraar", verzekeraar), arcering: "" };
  }
  return categorie("aanwezig");
}

function kleurAanwezig(uitkomsten) {
  return uitkomsten.map((uitkomst) => {
    const klasse = klasseAanwezig(uitkomst.selectie);
    return Array.from(uitkomst.hoeveel, (n) => (n ? klasse : null));
  });
}

function kleurAantal(uitkomsten) {
  const klassen = STIJL.aantal.map((trede, i) => ({ ...trede, code: `aantal:${i}`, arcering: "", orde: i }));
  const vanAantal = (n) => klassen.filter(({ vanaf }) => n >= vanaf).pop() || null;
  return uitkomsten.map(({ hoeveel }) => Array.from(hoeveel, vanAantal));
}

// Printed order: the first label, then the larger combinations, then the labels.
function drukvolgorde(bits, breedte) {
  const labels = [...Array(breedte).keys()].filter((i) => heeft(bits, i));
  return [labels[0], -labels.length, ...labels];
}

function vergelijkLijsten(een, ander) {
  const i = een.findIndex((waarde, plaats) => waarde !== ander[plaats]);
  return i < 0 ? 0 : een[i] - (ander[i] ?? -1);
}

function klasseCombinatie(dimensie, bits) {
  const d = DIM[dimensie], labels = d.codes.map((_, i) => i).filter((i) => heeft(bits, i));
  return {
    code: `combinatie:${bits}`, label: labels.map((i) => d.labels[i]).join(" + "), ...d.combinaties[bits - 1],
    orde: drukvolgorde(bits, d.codes.length), meer: labels.length > 1,
  };
}

// As in the report the rarest combinations are one class, where there are many.
function kleurCombinatie(uitkomsten, dimensie) {
  const alle = uitkomsten.map((uitkomst) => labelsPerGemeente(uitkomst, dimensie));
  const telling = new Map();
  alle.forEach((bits) => bits.forEach((b) => b && telling.set(b, (telling.get(b) || 0) + 1)));
  const klassen = new Map([...telling.keys()].map((bits) => [bits, klasseCombinatie(dimensie, bits)]));
  const vaakst = [...telling.keys()].sort((x, y) =>
    telling.get(y) - telling.get(x) || vergelijkLijsten(klassen.get(x).orde, klassen.get(y).orde));
  if (vaakst.length > STIJL.rijen + 1) {
    const rest = vaakst.slice(STIJL.rijen), { label } = STIJL.categorie.overige_combinaties;
    const samen = { ...categorie("overige_combinaties", `${label} (${rest.length} soorten)`), orde: [1e9] };
    rest.forEach((bits) => klassen.set(bits, { ...samen, eigen: klassen.get(bits).label }));
  }
  return alle.map((bits) => Array.from(bits, (b) => klassen.get(b) || null));
}

function kleurKern() {
  return GEM.wmo_regio.map((regio) => {
    const i = DIM.zorgverzekeraar.codes.indexOf(DATA.kern[regio][0]);
    return i < 0 ? null : { ...vanLabel("zorgverzekeraar", i), orde: i };
  });
}

function vensterRij(regio) {
  const [o, p, j] = toestand.venster;
  return DATA.venster.rijen.find(([jaar, partij, onderdeel, r]) => jaar === j && partij === p && onderdeel === o && r === regio);
}

function kleurVenster() {
  const klassen = DATA.venster.standpunten.map((klasse, orde) => ({ ...klasse, orde }));
  const geen = klassen.find(({ code }) => code === "venster:geen_antwoord");
  return GEM.zorgkantoorregio.map((regio) => klassen[vensterRij(regio)?.[4]] || geen);
}

// Answers in words: how many said yes, or why that is not shown.
function vensterTekst(regio) {
  const rij = vensterRij(regio);
  if (!rij) return "niet gevraagd";
  const [, , , , nummer, antwoorden, ja, reden] = rij, { label } = DATA.venster.standpunten[nummer];
  if (reden) return `${label}: ${reden}`;
  return antwoorden ? `${label}: ${ja} van de ${antwoorden} ja` : label;
}

function perKleur(uitkomsten) {
  const [soort, dimensie] = toestand.kleur.split(":");
  if (soort === "kern" || soort === "venster") {
    const vast = soort === "kern" ? kleurKern() : kleurVenster();
    return uitkomsten.map(() => vast);
  }
  if (soort === "combinatie") return kleurCombinatie(uitkomsten, dimensie);
  return soort === "aantal" ? kleurAantal(uitkomsten) : kleurAanwezig(uitkomsten);
}

const overProjecten = () => !["kern", "venster"].includes(toestand.kleur);

// Returns per selection the class of each gemeente, and the legend: classes with their counts per selection.
function kleur(uitkomsten) {
  const nul = { code: "nul", label: WOORDEN.nul, kleur: STIJL.vlak.grond, arcering: "", orde: 1e12 };
  const geen = { ...categorie("geen_opgave"), orde: 1e11 };
  const van = perKleur(uitkomsten).map((klassen, kant) => klassen.map((klasse, g) => {
    if (klasse) return klasse;
    return overProjecten() && uitkomsten[kant].geenOpgave[g] ? geen : nul;
  }));
  const legenda = new Map();
  van.forEach((klassen, kant) => klassen.forEach((klasse, g) => {
    if (!legenda.has(klasse.code)) legenda.set(klasse.code, { ...klasse, leden: van.map(() => []) });
    legenda.get(klasse.code).leden[kant].push(g);
  }));
  const orde = ({ orde: plaats = 0 }) => [plaats].flat();
  return { van, legenda: [...legenda.values()].sort((x, y) => vergelijkLijsten(orde(x), orde(y))), lagen: uitkomsten.map(lagen) };
}

// Marks on top of the classes, per selection: what the largest insurer rests on, and estimated places.
function lagen({ geschat }) {
  const op = (grondslag) => GEM.code.map((_, g) => g).filter((g) => DATA.kern[GEM.wmo_regio[g]][1] === grondslag);
  const alle = toestand.kleur === "kern" ? [["gemeten", op("gemeten")], ["proxy", op("proxy")]]
    : overProjecten() ? [["geschat", geschat]] : [];
  return alle.filter(([, leden]) => leden.length).map(([code, leden]) => ({ ...categorie(code), gemeenten: leden }));
}

// The outline of the kernwerkgebied, where the selection is about one insurer that has one.
function omlijning({ selectie: { keus } }) {
  if (!DATA.kern || !overProjecten() || keus.zorgverzekeraar.size !== 1) return null;
  const naam = DIM.zorgverzekeraar.codes[[...keus.zorgverzekeraar][0]];
  const binnen = GEM.wmo_regio.map((regio) => DATA.kern[regio][0] === naam);
  return binnen.includes(true) ? { label: `kernwerkgebied ${naam}`, pad: vlak((g) => binnen[g]) } : null;
}

function bijschrift(uitkomsten, gekleurd) {
  const zinnen = [], [soort, dimensie] = toestand.kleur.split(":");
  if (toestand.vorm === "zeshoek") zinnen.push(WOORDEN.zeshoeken);
  if (soort === "combinatie") {
    zinnen.push(WOORDEN.let_op);
    if (gekleurd.legenda.some((klasse) => klasse.meer)) zinnen.push(WOORDEN.leeswijzer.replace("{leidend}", DIM[dimensie].leidend));
  }
  if (soort === "kern") zinnen.push("De kleur hangt niet af van de gekozen projecten. Zonder stip of streep: in een bron genoemd, zonder cijfer. Marktaandelen per regio zijn niet openbaar.");
  if (soort === "venster") zinnen.push("De kleur hangt niet af van de gekozen projecten. Zij geldt voor de zorgkantoorregio als geheel; er is niets gemiddeld. Niet getoond: zo weinig of zulke gelijke antwoorden dat een antwoord naar een enkele organisatie te herleiden zou zijn. Dit is geen norm en geen ranglijst.");
  if (!overProjecten()) return zinnen.join(" ");
  uitkomsten.forEach(({ geschat, zonder }, kant) => {
    const zin = (tekst_) => zinnen.push(uitkomsten.length > 1 ? `${KANTEN[kant].toUpperCase()}: ${tekst_}` : hoofdletter(tekst_));
    if (geschat.length) zin(`in ${gemeenten(geschat.length)} is de plaats geschat: de opgegeven gemeente is verdeeld.`);
    if (zonder) zin(`bij ${meervoud(zonder, "project", "projecten")} zijn geen gemeenten opgegeven; dat telt alleen per regio mee.`);
  });
  if (uitkomsten.some(({ selectie }) => selectie.minima === "nee")) zinnen.push("Minimacontracten tellen niet mee.");
  zinnen.push("Lichtgrijs is: geen project bekend. Een volle kaart is geen doel.");
  return zinnen.join(" ");
}
