// Links to the page before and after this one; volgorde.js of the edition knows which pages there are.
(() => {
  const vak = document.getElementById("bladeren");
  if (!vak || typeof VOLGORDE === "undefined") return;
  const hier = VOLGORDE.findIndex(([adres]) => adres === document.body.dataset.pagina);
  if (hier < 0) return;
  const link = (buur, kop) => {
    const a = document.createElement("a");
    const [adres, titel] = VOLGORDE[buur];
    a.href = adres;
    a.rel = buur < hier ? "prev" : "next";
    const woord = document.createElement("span");
    woord.textContent = kop;
    a.append(woord, titel);
    vak.append(a);
  };
  if (hier > 0) link(hier - 1, "Vorige");
  if (hier < VOLGORDE.length - 1) link(hier + 1, "Volgende");
  vak.hidden = false;
})();
