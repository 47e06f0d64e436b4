// Search on the contents page: every word must occur; what starts with it comes first. ZOEK holds
// [kind, title, rest, address, second address or ""] and SOORTEN the kinds in the order of the results.
(() => {
  const MEEST = 8;
  const veld = document.getElementById("zoekveld"), uit = document.getElementById("gevonden"), stand = document.getElementById("zoekstand");
  const kaal = (tekst) => tekst.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const lijst = ZOEK.map((post) => ({ post, titel: kaal(post[1]), alles: kaal(`${post[1]} ${post[2]}`) }));
  const el = (soort, tekst, kenmerken = {}) => Object.assign(document.createElement(soort), { textContent: tekst }, kenmerken);

  function zoek(vraag) {
    const woorden = kaal(vraag).split(/\s+/).filter(Boolean);
    if (!woorden.length) return [];
    const rang = ({ titel }) => (titel.startsWith(woorden[0]) ? 0 : woorden.every((woord) => titel.includes(woord)) ? 1 : 2);
    return lijst.filter(({ alles }) => woorden.every((woord) => alles.includes(woord)))
      .map((een) => [rang(een), een.post]).sort(([a], [b]) => a - b).map(([, post]) => post);
  }

  function regel([, titel, rest, adres, ook]) {
    const post = document.createElement("li");
    post.append(el("a", titel, { href: adres }));
    if (rest) post.append(el("span", ` ${rest}`, { className: "zacht" }));
    if (ook) post.append(" ", el("a", "op de kaart", { href: ook, ariaLabel: `${titel} op de kaart` }));
    return post;
  }

  function blok(soort, posten) {
    const ul = document.createElement("ul");
    const toon = (deel) => ul.append(...deel.map(regel));
    toon(posten.slice(0, MEEST));
    const delen = [el("h2", `${SOORTEN[soort]} (${posten.length})`), ul];
    if (posten.length > MEEST) {
      const meer = el("button", `Toon alle ${posten.length}`, { type: "button" });
      meer.addEventListener("click", () => {
        toon(posten.slice(MEEST));
        ul.children[MEEST].querySelector("a").focus();
        meer.remove();
      });
      delen.push(meer);
    }
    return delen;
  }

  function toonUitkomst() {
    const gevonden = zoek(veld.value);
    const per = SOORTEN.map((_, soort) => gevonden.filter(([s]) => s === soort));
    uit.replaceChildren(...per.flatMap((posten, soort) => (posten.length ? blok(soort, posten) : [])));
    stand.textContent = !veld.value.trim() ? "" : gevonden.length ? `${gevonden.length} gevonden` : "Niets gevonden. Probeer een deel van het woord.";
  }

  // The address can hold a question (#zoek=…); what else it points to may stand in a folded list.
  function open() {
    if (location.hash.startsWith("#zoek=")) {
      veld.value = decodeURIComponent(location.hash.slice(6));
      return toonUitkomst();
    }
    const doel = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const vouw = doel && doel.closest("details");
    if (!vouw) return undefined;
    vouw.open = true;
    return doel.scrollIntoView({ block: "center" });
  }
  veld.addEventListener("input", toonUitkomst);
  window.addEventListener("hashchange", open);
  toonUitkomst();
  open();
})();
