// Draws the list of all addresses from the schema. It asks the host that the page came from, by whatever name.
const place = document.querySelector("#swagger-ui");
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function colour() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

function draw(schema) {
  window.SwaggerUIBundle({
    domNode: place,
    spec: { ...schema, servers: [{ url: window.location.origin }] },
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    presets: [window.SwaggerUIBundle.presets.apis],
  });
}

colour();
dark.addEventListener("change", colour);
fetch(place.dataset.schema).then((answer) => answer.json()).then(draw);
