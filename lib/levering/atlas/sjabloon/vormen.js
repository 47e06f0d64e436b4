// Shapes from the shared lines: each line once, with the gemeente on either side. The map has two forms.
const BUITEN = -1;
const RAND = 60;

const sleutelVan = ([x, y]) => x * 65536 + y;

function alsPad(punten, sluit) {
  let pad = `M${punten[0][0]} ${punten[0][1]}`, [vx, vy] = punten[0];
  if (punten.length > 1) pad += "l";
  for (let i = 1; i < punten.length; i++) {
    const [x, y] = punten[i];
    pad += `${x - vx} ${y - vy} `;
    [vx, vy] = [x, y];
  }
  return sluit ? `${pad}z` : pad;
}

// Strings lines together, each going on where another ends, into closed rings.
function rijg(stukken) {
  const vanaf = new Map();
  for (const stuk of stukken) {
    const begin = sleutelVan(stuk[0]);
    if (!vanaf.has(begin)) vanaf.set(begin, []);
    vanaf.get(begin).push(stuk);
  }
  const ringen = [];
  for (const begin of [...vanaf.keys()]) {
    while (vanaf.get(begin).length) {
      const ring = [];
      let plek = begin;
      do {
        const stuk = (vanaf.get(plek) || []).pop();
        if (!stuk) break;
        ring.push(...(ring.length ? stuk.slice(1) : stuk));
        plek = sleutelVan(stuk[stuk.length - 1]);
      } while (plek !== begin);
      ringen.push(ring);
    }
  }
  return ringen;
}

// The area of the gemeenten for which lid(g) holds, without the borders inside it.
function vlak(lid, lijnen = V.lijnen) {
  const stukken = [];
  for (const lijn of lijnen) {
    const rechts = lid(lijn.rechts), links = lijn.links !== BUITEN && lid(lijn.links);
    if (rechts !== links) stukken.push(rechts ? lijn.punten : [...lijn.punten].reverse());
  }
  return rijg(stukken).map((ring) => alsPad(ring, true)).join("");
}

function maakVorm(naam) {
  const { bogen, paar, punt, breed, hoog } = DATA.vormen[naam];
  const lijnen = bogen.map((boog, nummer) => {
    const punten = [[boog[0], boog[1]]];
    for (let i = 2; i < boog.length; i += 2) {
      const [x, y] = punten[punten.length - 1];
      punten.push([x + boog[i], y + boog[i + 1]]);
    }
    return { punten, rechts: paar[2 * nummer], links: paar[2 * nummer + 1] };
  });
  const lijnenVan = GEM.code.map(() => []);
  for (const lijn of lijnen) {
    lijnenVan[lijn.rechts].push(lijn);
    if (lijn.links !== BUITEN) lijnenVan[lijn.links].push(lijn);
  }
  return {
    naam, lijnen, lijnenVan,
    punten: GEM.code.map((_, g) => [punt[2 * g], punt[2 * g + 1]]),
    kust: vlak(() => true, lijnen),
    vlakken: GEM.code.map((_, g) => vlak((ander) => ander === g, lijnenVan[g])),
    // the borders between regions of one kind
    grenzen: Object.fromEntries(Object.keys(REGIOS).map((soort) => [soort,
      lijnen.filter(({ rechts, links }) => links !== BUITEN && GEM[soort][rechts] !== GEM[soort][links])
        .map(({ punten }) => alsPad(punten, false)).join("")])),
    heel: { x: -RAND, y: -RAND, breed: breed + 2 * RAND, hoog: hoog + 2 * RAND },
  };
}

const VORMEN = { kaart: maakVorm("kaart") };
let V = VORMEN.kaart;
// Returns whether the form of the map is another now; each is made once.
function kiesVorm(naam) {
  const wisselt = V.naam !== naam;
  VORMEN[naam] ??= maakVorm(naam);
  V = VORMEN[naam];
  return wisselt;
}

function kader(gemeenten) {
  const punten = gemeenten.flatMap((g) => V.lijnenVan[g].flatMap((lijn) => lijn.punten));
  let [links, boven, rechts, onder] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of punten) {
    links = Math.min(links, x); rechts = Math.max(rechts, x);
    boven = Math.min(boven, y); onder = Math.max(onder, y);
  }
  return { x: links, y: boven, breed: rechts - links, hoog: onder - boven };
}
