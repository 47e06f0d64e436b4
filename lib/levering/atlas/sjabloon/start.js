// Puts everything in its place, and draws it again after each change.
let stand = null;

function kop(uitkomsten) {
  if (!MOMENTEN.length) return hoofdletter(WOORDEN.geen_projecten);
  return uitkomsten.map((uitkomst, i) => (uitkomsten.length > 1 ? `${KANTEN[i].toUpperCase()}: ` : "") + samenvatting(uitkomst)).join(". ");
}

function tekenKnoppen() {
  vind("kleur").value = toestand.kleur;
  vind("grens").value = toestand.grens;
  vind("kies").value = toestand.kies;
  vind("vorm").value = toestand.vorm;
  vind("vergelijk").setAttribute("aria-pressed", toestand.vergelijk);
  vind("vensterkeuze").hidden = toestand.kleur !== "venster";
  if (DATA.venster) VENSTERDELEN.forEach(([id], plaats) => { vind(id).value = toestand.venster[plaats]; });
}

function tekenAlles() {
  document.body.dataset.adres = location.hash.slice(1);
  const wie = kanten(), uitkomsten = wie.map((kant) => selecteer(toestand[kant])), gekleurd = kleur(uitkomsten);
  stand = { uitkomsten, gekleurd };
  if (kiesVorm(toestand.vorm)) {
    KANTEN.forEach((kant) => KAARTEN[kant].zetVorm());
    kijkNaar(null);
  }
  const nu = uitkomsten[wie.indexOf(toestand.actief)] || uitkomsten[0];
  document.body.classList.toggle("twee", toestand.vergelijk);
  tekenKnoppen();
  tekenFilters();
  KAARTEN.b.figuur.hidden = !toestand.vergelijk;
  tekenLegenda(gekleurd, uitkomsten);
  wie.forEach((kant, i) => KAARTEN[kant].teken(gekleurd.van[i], gekleurd.lagen[i], uitkomsten[i]));
  const zin = kop(uitkomsten);
  if (vind("kop-kaart").textContent !== zin) meld(zin);
  vind("kop-kaart").textContent = zin;
  vind("toelichting").textContent = uitkomsten.map((uitkomst, i) => (wie.length > 1 ? `${wie[i].toUpperCase()}: ` : "") + metMoment(uitkomst)).join(" · ");
  vind("bijschrift").textContent = bijschrift(uitkomsten, gekleurd);
  tekenVerschil(uitkomsten);
  tekenTabel(gekleurd, uitkomsten);
  tekenPlek(nu);
  tekenLijst(nu);
}

const VENSTERDELEN = [["v-onderdeel", "onderdelen"], ["v-partij", "partijnamen"], ["v-jaar", "jaren"]];

function maakKnoppen() {
  const keus = (id, opties, doe) => {
    vind(id).append(...opties.map(([waarde, label]) => el("option", { value: waarde }, label)));
    vind(id).addEventListener("change", (e) => verander((t) => doe(t, e.target.value)));
  };
  keus("kleur", kleurkeuzes(), (t, waarde) => {
    t.kleur = waarde;
    if (waarde === "venster") t.grens = "zorgkantoorregio";
  });
  keus("grens", Object.entries(GRENZEN), (t, waarde) => { t.grens = waarde; });
  keus("vorm", Object.entries(VORMKEUS), (t, waarde) => { t.vorm = waarde; });
  keus("kies", [], (t, waarde) => { t.kies = waarde; });
  if (DATA.venster) VENSTERDELEN.forEach(([id, lijst], plaats) =>
    keus(id, DATA.venster[lijst].map((naam, i) => [i, naam]), (t, waarde) => { t.venster[plaats] = Number(waarde); }));
  const klik = (id, doe) => vind(id).addEventListener("click", doe);
  klik("vergelijk", () => verander((t) => { t.vergelijk = !t.vergelijk; t.actief = t.vergelijk ? "b" : "a"; }));
  klik("wis", () => { kijkNaar(null); verander(() => { toestand = beginstand(); }); meld("Alle keuzes zijn gewist"); });
  klik("naar-plek", () => vind("plek").querySelector("h2").focus());
  klik("png", () => bewaarPng(stand));
  klik("csv", () => bewaarCsv(stand.uitkomsten[kanten().indexOf(toestand.actief)] || stand.uitkomsten[0]));
  klik("link", () => {
    const gelukt = () => meld("De link is gekopieerd"), anders = () => meld("De link staat in de adresbalk");
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(gelukt, anders);
    else anders();
  });
  vind("tabelblok").addEventListener("toggle", () => tekenTabel(stand.gekleurd, stand.uitkomsten));
  document.body.classList.toggle("kaal", !MOMENTEN.length);
}

function begin() {
  KANTEN.forEach((kant) => { KAARTEN[kant] = new Kaart(kant); });
  vind("kaarten").append(...KANTEN.map((kant) => KAARTEN[kant].figuur));
  vind("filterblok").open = window.matchMedia("(min-width: 64rem)").matches;
  maakFilters();
  maakKnoppen();
  maakZoek();
  toestand = uitAdres(location.hash.slice(1));
  tekenAlles();
  window.addEventListener("hashchange", () => {
    const sprong = document.getElementById(location.hash.slice(1));
    if (sprong && location.hash !== "") return;
    toestand = uitAdres(location.hash.slice(1));
    tekenAlles();
  });
  new ResizeObserver(() => KANTEN.forEach((kant) => KAARTEN[kant].zetVenster())).observe(vind("kaarten"));
  requestAnimationFrame(() => setTimeout(() => performance.mark("eerste-beeld"))); // painted
}

begin();
