// Hatches as patterns: the signs of matplotlib (/ \ | - x + o O . *), so that page and figure look alike.
const TEGEL = 24; // pixels; every spacing divides it

function streep(d, inkt, dik = 1) {
  return svg("path", { d, stroke: inkt, "stroke-width": dik, fill: "none" });
}

function tekens(soort, aantal, inkt) {
  const n = Math.max(aantal, Math.min(aantal + 1, 3)), stap = TEGEL / n, rij = [...Array(n).keys()];
  const schuin = (teken) => rij.concat([...Array(n).keys()].map((i) => i + n)).map((i) =>
    (teken === "/" ? `M${i * stap} 0L${i * stap - TEGEL} ${TEGEL}` : `M${i * stap - TEGEL} 0L${i * stap} ${TEGEL}`)).join("");
  const midden = (i) => (i + 0.5) * stap;
  const rond = (straal, vol) => rij.flatMap((x) => rij.map((y) => svg("circle", {
    cx: midden(x), cy: midden(y), r: straal, fill: vol ? inkt : "none", stroke: vol ? "none" : inkt, "stroke-width": 1,
  })));
  switch (soort) {
    case "/": case "\\": return [streep(schuin(soort), inkt)];
    case "x": return [streep(schuin("/") + schuin("\\"), inkt)];
    case "|": return [streep(rij.map((i) => `M${midden(i)} 0V${TEGEL}`).join(""), inkt)];
    case "-": return [streep(rij.map((i) => `M0 ${midden(i)}H${TEGEL}`).join(""), inkt)];
    case "+": return [streep(rij.map((i) => `M0 ${midden(i)}H${TEGEL}M${midden(i)} 0V${TEGEL}`).join(""), inkt)];
    case ".": return rond(1.1, true);
    case "o": return rond(Math.min(2, stap / 3.2), false);
    case "O": return rond(stap / 3, false);
    default: return rond(1.9, true);
  }
}

// Holds the patterns of one drawing. schaal: units of that drawing per pixel.
class Patronen {
  constructor(defs, voorvoegsel) {
    Object.assign(this, { defs, voorvoegsel, schaal: 1, gemaakt: new Map() });
  }

  // Returns what goes into the attribute fill.
  vulling({ kleur, arcering, inkt }) {
    if (!arcering) return kleur;
    const sleutel = `${kleur} ${arcering} ${inkt}`;
    if (!this.gemaakt.has(sleutel)) {
      const patroon = svg("pattern", {
        id: `${this.voorvoegsel}${this.gemaakt.size}`, width: TEGEL, height: TEGEL, patternUnits: "userSpaceOnUse",
      }, svg("rect", { width: TEGEL, height: TEGEL, fill: kleur }));
      for (const soort of new Set(arcering)) {
        patroon.append(...tekens(soort, arcering.split(soort).length - 1, inkt));
      }
      patroon.setAttribute("patternTransform", `scale(${this.schaal})`);
      this.defs.append(patroon);
      this.gemaakt.set(sleutel, patroon);
    }
    return `url(#${this.gemaakt.get(sleutel).id})`;
  }

  zetSchaal(schaal) {
    this.schaal = schaal;
    this.gemaakt.forEach((patroon) => patroon.setAttribute("patternTransform", `scale(${schaal})`));
  }
}

// A small sample for a legend or a label.
function staal(klasse, patronen, breed = 26, hoog = 14) {
  return svg("svg", { class: "staal", width: breed, height: hoog, "aria-hidden": "true" },
    svg("rect", { width: breed, height: hoog, fill: patronen.vulling(klasse), stroke: "#555", "stroke-width": 1 }));
}
