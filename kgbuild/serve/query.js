"use strict";
// Starts the query editor. It asks this server and nobody else: no list of prefixes from elsewhere, no other endpoint.
(() => {
  const here = document.getElementById("yasgui");
  const endpoint = new URL("/sparql", location.href).href;
  const asked = new URLSearchParams(location.search).get("query");
  const editor = new Yasgui(here, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    populateFromUrl: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: { value: here.dataset.query, prefixCcApi: null, autocompleters: ["variables"], showQueryButton: true },
  });
  for (const link of document.querySelectorAll("[data-example]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const tab = editor.addTab(true, { name: link.textContent });
      tab.setQuery(link.dataset.example);
      tab.query();
    });
  }
  if (asked) editor.getTab().setQuery(asked);
})();
