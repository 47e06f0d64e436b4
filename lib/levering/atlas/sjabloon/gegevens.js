// What the page knows, unpacked: projects with the sets of their labels as bits, gemeenten as numbers.
const DATA = JSON.parse(document.getElementById("gegevens").textContent);
const { dimensies: DIM, gemeenten: GEM, regios: REGIOS, kleuren: STIJL, woorden: WOORDEN, teksten: TEKSTEN } = DATA;
const AANTAL = GEM.code.length;
const FACETTEN = ["thema", "instrument", "vorm", "schaal", "zorgverzekeraar", "periode"];
const COMBINEERBAAR = ["thema", "instrument", "vorm", "schaal"];
const NIET_GENOEMD = DIM.zorgverzekeraar.codes.length; // the last value: projects that name no insurer

DIM.zorgverzekeraar.codes.push("niet_genoemd");
DIM.zorgverzekeraar.labels.push("niet genoemd");

const tekst = (moment, kolom, p) => (moment[kolom] ? TEKSTEN[moment[kolom][p]] : "");
const alsLijst = (waarde) => (Array.isArray(waarde) ? waarde : [waarde]);

function waarden(moment, facet, p) {
  const lijst = alsLijst(moment[facet][p]);
  return facet === "zorgverzekeraar" && !lijst.length ? [NIET_GENOEMD] : lijst;
}

function opgeteld(stappen) {
  let som = 0;
  return stappen.map((stap) => (som += stap));
}

function uitgepakt(moment) {
  const aantal = moment.id.length;
  const bits = {};
  for (const facet of FACETTEN) {
    bits[facet] = Float64Array.from({ length: aantal }, (_, p) =>
      waarden(moment, facet, p).reduce((som, waarde) => som + 2 ** waarde, 0));
  }
  return { ...moment, aantal, bits, gemeente: moment.gemeente.map(opgeteld) };
}

const MOMENTEN = DATA.momenten.map(uitgepakt);
const heeft = (bits, nummer) => Math.floor(bits / 2 ** nummer) % 2 === 1;

// The gemeenten of each region, and all places by the key that the address uses.
for (const [soort, regio] of Object.entries(REGIOS)) {
  regio.leden = regio.namen.map(() => []);
  GEM[soort].forEach((nummer, g) => regio.leden[nummer].push(g));
}
const regioSleutel = (soort, nummer) => `${soort}:${REGIOS[soort].namen[nummer]}`;

function leesPlek(sleutel) {
  const g = GEM.code.indexOf(sleutel);
  if (g >= 0) return { sleutel, soort: "gemeente", nummer: g, naam: GEM.naam[g], gemeenten: [g] };
  const [soort, ...rest] = String(sleutel || "").split(":");
  const nummer = soort in REGIOS ? REGIOS[soort].namen.indexOf(rest.join(":")) : -1;
  if (nummer < 0) return null;
  const naam = `${REGIOS[soort].naam} ${REGIOS[soort].namen[nummer]}`;
  return { sleutel, soort, nummer, naam, gemeenten: REGIOS[soort].leden[nummer] };
}
