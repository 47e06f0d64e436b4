// The view as a picture to keep: title, maps, legend, caption, source and, where it must, the warning.
const BLAD = { breed: 1600, rand: 48, kaart: 900, letter: '"Source Sans 3", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif' };
const meter_ = document.createElement("canvas").getContext("2d");

function regels(tekst_, grootte, breed, vet = false) {
  meter_.font = `${vet ? "600 " : ""}${grootte}px ${BLAD.letter}`;
  const uit = [""];
  for (const woord of tekst_.split(/\s+/)) {
    const langer = uit[uit.length - 1] ? `${uit[uit.length - 1]} ${woord}` : woord;
    if (meter_.measureText(langer).width > breed && uit[uit.length - 1]) uit.push(woord);
    else uit[uit.length - 1] = langer;
  }
  return uit;
}

// Writes a paragraph on the sheet and returns where the next one starts.
function schrijf(blad, tekst_, x, y, { grootte = 22, breed = BLAD.breed - 2 * BLAD.rand, vet = false, kleur: inkt = STIJL.vlak.inkt } = {}) {
  return regels(tekst_, grootte, breed, vet).reduce((hoogte, regel) => {
    blad.append(svg("text", { x, y: hoogte + grootte, "font-size": grootte, "font-weight": vet ? 600 : 400, fill: inkt }, regel));
    return hoogte + grootte * 1.35;
  }, y);
}

function tekenKaartOp(blad, kant, plek) {
  const { breed, hoog, x, y } = plek, bron = KAARTEN[kant];
  const schaal = Math.max(venster.breed / breed, venster.hoog / hoog);
  const kaartje = bron.svg.cloneNode(true);
  kaartje.querySelectorAll("pattern").forEach((patroon) => patroon.setAttribute("patternTransform", `scale(${schaal * 1.3})`));
  kaartje.querySelector(".wijzer").remove();
  const lijnen = {
    kust: ["#8a8a8a", 1.2], vlakken: ["#ffffff", 0.8], halo: ["#ffffff", 3], grens: [STIJL.vlak.regiogrens, 1.6], kern: [STIJL.vlak.inkt, 2.6, "10 5"],
    project: [STIJL.vlak.inkt, 3], gekozen: [STIJL.vlak.inkt, 3.5],
  };
  for (const [soort, [inkt, dik, streepjes]] of Object.entries(lijnen)) {
    const deel = kaartje.querySelector(`.${soort}`);
    Object.entries({ stroke: inkt, "stroke-width": dik * schaal, "stroke-linejoin": "round", ...(soort === "vlakken" ? {} : { fill: "none" }) })
      .forEach(([naam, waarde]) => deel.setAttribute(naam, waarde));
    if (streepjes) deel.setAttribute("stroke-dasharray", streepjes.split(" ").map((deel_) => deel_ * schaal).join(" "));
  }
  Object.entries({ x, y, width: breed, height: hoog }).forEach(([naam, waarde]) => kaartje.setAttribute(naam, waarde));
  blad.append(kaartje);
}

function maakBlad({ uitkomsten, gekleurd }) {
  const { rand } = BLAD, breed = BLAD.breed - 2 * rand, defs = svg("defs"), blad = svg("svg", { xmlns: SVG, "font-family": BLAD.letter }, defs);
  const vullingen = new Patronen(defs, "x");
  vullingen.zetSchaal(1.3);
  let y = rand;
  if (DATA.editie.synthetisch) y = schrijf(blad, "SYNTHETISCHE GEGEVENS: deze projecten zijn verzonnen.", rand, y, { vet: true, kleur: STIJL.vlak.synthetisch }) + 6;
  y = schrijf(blad, vind("kop-kaart").textContent, rand, y, { grootte: 34, vet: true });
  y = schrijf(blad, `${vind("toelichting").textContent}. Kleur: ${vind("legenda").querySelector("h3").textContent.toLowerCase()}.`, rand, y, { kleur: STIJL.vlak.zacht }) + 16;
  const los = breed - (uitkomsten.length > 1 ? 0 : 520), elk = los / uitkomsten.length - 12;
  uitkomsten.forEach((uitkomst, i) => {
    const x = rand + i * (elk + 24);
    const onder = uitkomsten.length > 1 ? schrijf(blad, KAARTEN[KANTEN[i]].naam.textContent, x, y, { breed: elk, vet: true }) : y;
    tekenKaartOp(blad, KANTEN[i], { x, y: onder, breed: elk, hoog: BLAD.kaart });
  });
  const plaats = uitkomsten.length > 1 ? { x: rand, y: y + BLAD.kaart + 80, breed } : { x: rand + los + 12, y, breed: 508 };
  let onder = plaats.y;
  for (const rij of vind("legenda").querySelectorAll("li")) {
    const monster = rij.querySelector("svg").cloneNode(true), lijn = monster.querySelector("path");
    if (lijn && !monster.querySelector("rect")) Object.entries({ stroke: STIJL.vlak.inkt, "stroke-width": 2, ...(lijn.classList.contains("kern") ? { "stroke-dasharray": "6 3" } : {}) }).forEach(([naam, waarde]) => lijn.setAttribute(naam, waarde));
    Object.entries({ x: plaats.x, y: onder + 3, width: 40, height: 22, viewBox: "0 0 26 14" }).forEach(([naam, waarde]) => monster.setAttribute(naam, waarde));
    blad.append(monster);
    onder = schrijf(blad, rij.textContent, plaats.x + 54, onder, { grootte: 20, breed: plaats.breed - 54 }) + 8;
  }
  defs.append(...[...patronen.gemaakt.values()].map((patroon) => patroon.cloneNode(true)));
  y = Math.max(uitkomsten.length > 1 ? onder : y + BLAD.kaart, onder) + 20;
  for (const zin of [vind("verschil").querySelector("#overlap")?.textContent, vind("bijschrift").textContent].filter(Boolean)) y = schrijf(blad, zin, rand, y, { grootte: 20, kleur: STIJL.vlak.zacht }) + 4;
  const licentie = DATA.editie.licenties.length ? ` Licentie: ${DATA.editie.licenties.join(" ")}` : "";
  y = schrijf(blad, `${DATA.editie.bronregel} ${DATA.editie.toelichting.split(". ")[0]}.${licentie} Invoer sha256 ${DATA.editie.vingerafdruk.slice(0, 16)}.`, rand, y, { grootte: 17, kleur: STIJL.vlak.zacht });
  Object.entries({ width: BLAD.breed, height: Math.ceil(y + rand), viewBox: `0 0 ${BLAD.breed} ${Math.ceil(y + rand)}` }).forEach(([naam, waarde]) => blad.setAttribute(naam, waarde));
  return blad;
}

async function bewaarPng(stand) {
  const blad = maakBlad(stand), beeld = new Image();
  beeld.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(blad))}`;
  await beeld.decode();
  const doek = el("canvas", { width: beeld.naturalWidth, height: beeld.naturalHeight }), pen = doek.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, doek.width, doek.height);
  pen.drawImage(beeld, 0, 0);
  doek.toBlob((inhoud) => bewaarAls(bestandsnaam("kaart", "png"), inhoud), "image/png");
}
