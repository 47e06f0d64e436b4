// The map: drawing, coming closer, pointing and choosing with mouse, finger or keys.
const DICHTST = 14;
let venster = { ...V.heel };
const KAARTEN = {};
const patronen = new Patronen(document.querySelector("#patronen defs"), "m");

const zelfde = (g) => (toestand.kies === "regio" ? regioVan(g) : GEM.code[g]);
function regioVan(g) {
  const soort = toestand.grens === "zorgkantoorregio" ? "zorgkantoorregio" : "wmo_regio";
  return regioSleutel(soort, GEM[soort][g]);
}

class Kaart {
  constructor(kant) {
    this.kant = kant;
    this.defs = svg("defs");
    this.patronen = new Patronen(this.defs, `p${kant}`);
    this.paden = V.vlakken.map((d, g) => svg("path", { d, "data-g": g }));
    this.lagen = svg("g", { class: "lagen" });
    this.vlakken = svg("g", { class: "vlakken" }, this.paden);
    const lijn = (klasse) => svg("path", { class: klasse });
    Object.assign(this, { halo: lijn("halo"), grenzen: lijn("grens"), kern: lijn("kern"), project: lijn("project"), gekozen: lijn("gekozen"), wijzer: lijn("wijzer") });
    this.kust = svg("path", { class: "kust", d: V.kust });
    this.svg = svg("svg", { "aria-hidden": "true", preserveAspectRatio: "xMidYMid meet" },
      this.defs, this.kust, this.vlakken, this.lagen, this.halo, this.grenzen, this.kern, this.project, this.gekozen, this.wijzer);
    const knop = (tekst_, naam, doe) => el("button", { type: "button", "aria-label": naam, title: naam, onclick: doe }, tekst_);
    this.naam = el("figcaption");
    this.vak = el("div", { class: "vak", role: "application", tabindex: 0, "aria-roledescription": "kaart" }, this.svg);
    this.figuur = el("figure", {}, this.naam, el("div", { class: "raam" }, this.vak, el("div", { class: "zoom" },
      knop("+", "Dichterbij", () => zoom(0.6)), knop("−", "Verder weg", () => zoom(1 / 0.6)), knop("⌂", "Heel Nederland", () => kijkNaar(null)))));
    this.luister();
  }

  zetVorm() {
    this.kust.setAttribute("d", V.kust);
    this.paden.forEach((pad, g) => pad.setAttribute("d", V.vlakken[g]));
    this.wijs(null);
    this.op = null;
  }

  teken(klassen, lagen_, uitkomst) {
    this.klassen = klassen;
    this.uitkomst = uitkomst;
    this.paden.forEach((pad, g) => pad.setAttribute("fill", this.patronen.vulling(klassen[g])));
    this.lagen.replaceChildren(...lagen_.map((laag) => svg("path", {
      d: laag.gemeenten.map((g) => V.vlakken[g]).join(""), fill: this.patronen.vulling({ ...laag, kleur: "transparent" }),
    })));
    for (const lijn of [this.halo, this.grenzen]) lijn.setAttribute("d", V.grenzen[toestand.grens] || "");
    this.kern.setAttribute("d", omlijning(uitkomst)?.pad || "");
    const plek = leesPlek(toestand.plek), eigen = new Set(plek ? plek.gemeenten : []);
    this.gekozen.setAttribute("d", plek ? vlak((g) => eigen.has(g)) : "");
    const p = toestand.project ? uitkomst.moment.id.indexOf(toestand.project) : -1;
    const mee = new Set(p < 0 ? [] : uitkomst.moment.gemeente[p]);
    this.project.setAttribute("d", mee.size ? vlak((g) => mee.has(g)) : "");
    this.naam.textContent = toestand.vergelijk ? `${this.kant.toUpperCase()}: ${metMoment(uitkomst)}` : "";
    this.vak.setAttribute("aria-label", `Kaart${toestand.vergelijk ? ` ${this.kant.toUpperCase()}` : ""}: ${samenvatting(uitkomst)}. Pijltjes: naar een buurgemeente; Enter: kies; plus en min: dichterbij en verder weg; Escape: keuze weg.`);
    this.zetVenster();
  }

  zetVenster() {
    this.svg.setAttribute("viewBox", `${venster.x} ${venster.y} ${venster.breed} ${venster.hoog}`);
    this.vak.classList.toggle("dichtbij", venster.breed < V.heel.breed);
    const { width, height } = this.svg.getBoundingClientRect();
    if (width && height) this.patronen.zetSchaal(Math.max(venster.breed / width, venster.hoog / height));
  }

  wijs(g) {
    KANTEN.forEach((kant) => KAARTEN[kant].wijzer.setAttribute("d", g == null ? "" : toestand.kies === "regio"
      ? vlak(((eigen) => (ander) => eigen.has(ander))(new Set(leesPlek(zelfde(g)).gemeenten))) : V.vlakken[g]));
  }

  luister() {
    const { vak } = this, vingers = new Map();
    let gesleept = 0, afstand = 0;
    const gemeenteOp = (gebeurtenis) => {
      const g = gebeurtenis.target.closest?.("[data-g]")?.dataset.g ?? document.elementFromPoint(gebeurtenis.clientX, gebeurtenis.clientY)?.dataset?.g;
      return g == null ? null : Number(g);
    };
    vak.addEventListener("pointerdown", (e) => {
      vingers.set(e.pointerId, [e.clientX, e.clientY]);
      gesleept = afstand = 0;
    });
    vak.addEventListener("pointermove", (e) => {
      const vorige = vingers.get(e.pointerId);
      if (!vorige) return this.toonTip(e.pointerType === "touch" ? null : gemeenteOp(e), e);
      const { width } = this.svg.getBoundingClientRect(), schaal = venster.breed / width;
      gesleept += Math.hypot(e.clientX - vorige[0], e.clientY - vorige[1]);
      vingers.set(e.pointerId, [e.clientX, e.clientY]);
      const [een, ander] = [...vingers.values()];
      if (ander) {
        const nu = Math.hypot(een[0] - ander[0], een[1] - ander[1]);
        if (afstand) zoom(afstand / nu);
        afstand = nu;
      } else if (venster.breed < V.heel.breed && gesleept > 4) {
        schuif((vorige[0] - e.clientX) * schaal, (vorige[1] - e.clientY) * schaal);
      }
      return null;
    });
    const los = (e) => vingers.delete(e.pointerId);
    vak.addEventListener("pointerup", los);
    vak.addEventListener("pointercancel", los);
    vak.addEventListener("pointerleave", (e) => { los(e); this.toonTip(null); });
    vak.addEventListener("click", (e) => {
      const g = gemeenteOp(e);
      if (gesleept <= 4) kiesPlek(g == null ? null : zelfde(g), this.kant);
    });
    vak.addEventListener("wheel", (e) => {
      if (!e.ctrlKey && !e.metaKey) return;
      e.preventDefault();
      zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15);
    }, { passive: false });
    vak.addEventListener("keydown", (e) => this.toets(e));
    vak.addEventListener("blur", () => { this.wijs(null); this.op = null; });
  }

  toets(e) {
    const richting = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (richting) this.stap(richting);
    else if ((e.key === "Enter" || e.key === " ") && this.op != null) kiesPlek(zelfde(this.op), this.kant);
    else if (e.key === "+" || e.key === "=") zoom(0.6);
    else if (e.key === "-") zoom(1 / 0.6);
    else if (e.key === "Escape") kiesPlek(null, this.kant);
    else return;
    e.preventDefault();
  }

  // To the nearest gemeente in a direction; sideways counts double.
  stap([rx, ry]) {
    const begin = this.op ?? leesPlek(toestand.plek)?.gemeenten[0];
    if (begin == null) this.op = dichtstBij([V.heel.breed / 2 - RAND, V.heel.hoog / 2 - RAND]);
    else {
      const [x, y] = V.punten[begin];
      let beste = Infinity;
      V.punten.forEach(([px, py], g) => {
        const vooruit = (px - x) * rx + (py - y) * ry, opzij = Math.abs((px - x) * ry) + Math.abs((py - y) * rx);
        if (g !== begin && vooruit > opzij / 2 && vooruit + 2 * opzij < beste) {
          beste = vooruit + 2 * opzij;
          this.op = g;
        }
      });
      if (this.op == null) this.op = begin;
    }
    this.wijs(this.op);
    houInBeeld(V.punten[this.op]);
    meld(omschrijf(this.op, this));
  }

  toonTip(g, e) {
    const tip = vind("tip");
    tip.hidden = g == null;
    if (g !== this.getoond) this.wijs(g);
    this.getoond = g;
    if (g == null) return;
    tip.textContent = omschrijf(g, this);
    const { innerWidth, innerHeight } = window;
    tip.style.left = `${Math.min(e.clientX + 14, innerWidth - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(e.clientY + 18, innerHeight - tip.offsetHeight - 8)}px`;
  }
}

function dichtstBij([x, y]) {
  const afstand = V.punten.map(([px, py]) => Math.hypot(px - x, py - y));
  return afstand.indexOf(Math.min(...afstand));
}

// What a gemeente, or its region, shows: name, number of projects, class.
function omschrijf(g, { klassen, uitkomst }) {
  const plek = leesPlek(zelfde(g)), delen = [plek.naam];
  if (plek.soort === "gemeente") delen[0] += ` (${REGIOS.wmo_regio.namen[GEM.wmo_regio[g]]})`;
  if (MOMENTEN.length) delen.push(meervoud(opPlek(uitkomst, plek).length, "project", "projecten"));
  if (toestand.kleur === "venster") delen.push(vensterTekst(GEM.zorgkantoorregio[g]));
  else if (plek.soort === "gemeente" && klassen[g].code !== "nul") delen.push(klassen[g].eigen || klassen[g].label);
  return delen.join(" · ");
}

function zetVenster(nieuw) {
  const breed = Math.min(V.heel.breed, Math.max(V.heel.breed / DICHTST, nieuw.breed)), hoog = breed * (V.heel.hoog / V.heel.breed);
  const binnen = (waarde, laagste, hoogste) => Math.min(Math.max(waarde, laagste), hoogste);
  venster = {
    breed, hoog,
    x: binnen(nieuw.x, V.heel.x, V.heel.x + V.heel.breed - breed), y: binnen(nieuw.y, V.heel.y, V.heel.y + V.heel.hoog - hoog),
  };
  KANTEN.forEach((kant) => KAARTEN[kant].zetVenster());
}

const schuif = (dx, dy) => zetVenster({ ...venster, x: venster.x + dx, y: venster.y + dy });
function zoom(factor) {
  const { x, y, breed, hoog } = venster;
  zetVenster({ x: x + (breed * (1 - factor)) / 2, y: y + (hoog * (1 - factor)) / 2, breed: breed * factor });
}

// Brings gemeenten into view with some ground around them; without any: the whole country.
function kijkNaar(gemeenten_) {
  if (!gemeenten_) return zetVenster(V.heel);
  const { x, y, breed, hoog } = kader(gemeenten_), maat = Math.max(breed, (hoog * V.heel.breed) / V.heel.hoog) * 3;
  return zetVenster({ x: x + breed / 2 - maat / 2, y: y + hoog / 2 - (maat * V.heel.hoog) / V.heel.breed / 2, breed: maat });
}

function houInBeeld([x, y]) {
  const { x: vx, y: vy, breed, hoog } = venster;
  const weg = x < vx + breed / 10 || x > vx + breed * 0.9 || y < vy + hoog / 10 || y > vy + hoog * 0.9;
  if (weg) zetVenster({ ...venster, x: x - breed / 2, y: y - hoog / 2 });
}

function kiesPlek(sleutel, kant = toestand.actief) {
  const vanuitPlek = vind("plek").contains(document.activeElement);
  verander((t) => {
    t.plek = sleutel === t.plek ? null : sleutel;
    t.actief = t.vergelijk ? kant : t.actief;
  });
  const plek = leesPlek(toestand.plek);
  if (vanuitPlek) (vind("plek").querySelector("h2") || vind("zoekveld")).focus();
  meld(plek ? `${plek.naam} gekozen: ${vind("kop-lijst").textContent}` : "Geen plaats gekozen");
}
