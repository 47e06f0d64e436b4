// The list as a file for a spreadsheet. A cell that could be taken for a formula gets a mark before it.
const GEVAARLIJK = /^[\s\u0000]*[=+\-@\t\r]/;

function cel(waarde) {
  const veilig = String(waarde).replace(/\r\n?/g, "\n");
  const gemerkt = GEVAARLIJK.test(String(waarde)) ? `'${veilig}` : veilig;
  return /[;"\n]/.test(gemerkt) ? `"${gemerkt.replaceAll('"', '""')}"` : gemerkt;
}

function verantwoording(uitkomst) {
  const { editie } = DATA, plek = leesPlek(toestand.plek);
  return [
    editie.bronregel, ...(editie.toelichting ? [editie.toelichting] : []),
    ...editie.bronnen.map((bron) => `Bron: ${bron}`), ...editie.licenties.map((licentie) => `Licentie: ${licentie}`),
    `Vingerafdruk van de invoer (sha256): ${editie.vingerafdruk}`,
    `Keuze: ${uitkomst.moment.titel}; ${inWoorden(uitkomst.selectie)}${plek ? `; ${plek.naam}` : ""}`,
  ];
}

function alsCsv(uitkomst) {
  const { moment } = uitkomst, plek = leesPlek(toestand.plek);
  const kolommen = {
    editie: () => moment.naam, project_id: (p) => moment.id[p], titel: (p) => moment.titels[p],
    omschrijving: (p) => tekst(moment, "omschrijving", p),
    zorgverzekeraars: (p) => (moment.zorgverzekeraar[p].length ? labelsVan(moment, "zorgverzekeraar", p) : ""),
    gemeenten: (p) => gemeentenVan(moment, p).join(", "), gm_codes: (p) => moment.gemeente[p].map((g) => GEM.code[g]).join(", "),
    wmo_regios: (p) => regiosVan(moment, p).join(", "),
    ...Object.fromEntries(COMBINEERBAAR.map((facet) => [facet, (p) => waarden(moment, facet, p).map((i) => DIM[facet].codes[i]).join(", ")])),
    minimacontract: (p) => (moment.minima[p] ? "ja" : "nee"), peildatum: (p) => TEKSTEN[moment.dag[p]],
    bron: (p) => tekst(moment, "bron", p),
  };
  const regels = verantwoording(uitkomst).map((regel) => `# ${regel.replace(/\s+/g, " ")}`);
  regels.push(Object.keys(kolommen).join(";"));
  for (const p of opPlek(uitkomst, plek)) regels.push(Object.values(kolommen).map((waarde) => cel(waarde(p))).join(";"));
  return `\ufeff${regels.join("\r\n")}\r\n`;
}

function bewaarCsv(uitkomst) {
  bewaarAls(bestandsnaam("projecten", "csv"), new Blob([alsCsv(uitkomst)], { type: "text/csv;charset=utf-8" }));
}
