/** Text and ground differ by 4.5 to 1 or more everywhere. */
export const STYLESHEET = `
:root {
  --ink: #1d2733; --soft: #55616f; --line: #d5dbe2; --ground: #f5f6f8; --card: #fff;
  --accent: #0b5cad; --accent-ground: #e6f0fa; --buy: #ffb020;
  font: 16px/1.45 "Open Sans", "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif;
  color: var(--ink); background: var(--ground);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1200px; padding: 20px; }
h1, h2, h3, h4, p, ul, dl, fieldset { margin: 0; padding: 0; }
h1 { font-size: 22px; line-height: 1.3; }
img { display: block; max-width: 100%; height: auto; border-radius: 8px; background: #eef0f3; }
form { display: inline-block; }
nav { display: flex; flex-wrap: wrap; gap: 8px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none; }

.btn {
  font: inherit; font-weight: 600; padding: 7px 16px; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--accent); color: var(--accent); background: var(--card);
}
.btn:hover { background: var(--accent-ground); }
.btn.primary { color: #fff; background: var(--accent); }
.btn.primary:hover { background: #084a8c; }
.btn.purchase {
  color: var(--ink); background: var(--buy); border-color: #b87800; font-size: 18px; padding: 11px 44px;
}
.btn.purchase:hover { background: #ffc355; }

#instruction-text {
  background: var(--accent-ground); border-left: 4px solid var(--accent); border-radius: 8px;
  padding: 10px 16px; margin-bottom: 14px;
}
#instruction-text h4 { font-weight: 400; overflow-wrap: anywhere; }
header { margin-bottom: 16px; }

.start main { max-width: 680px; margin: 10vh auto 0; text-align: center; }
.problem main { text-align: center; margin-top: 10vh; }
.start h1 { font-size: 44px; letter-spacing: -1px; margin-bottom: 20px; color: var(--accent); }
.start #instruction-text { text-align: start; margin-bottom: 24px; }
.start form { display: flex; gap: 8px; }
#search_input {
  flex: 1; min-width: 0; font: inherit; padding: 10px 14px; border: 1px solid #78838f;
  border-radius: 8px; color: inherit; background: var(--card);
}

.bar { display: flex; flex-wrap: wrap; gap: 12px; justify-content: space-between; margin-bottom: 14px; }
.cards {
  list-style: none; display: grid; gap: 12px;
  grid-template-columns: repeat(auto-fill, minmax(min(170px, 100%), 1fr));
}
.card {
  position: relative; background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  padding: 10px; display: flex; flex-direction: column; gap: 4px;
}
.card:hover { border-color: var(--accent); }
.card:focus-within { outline: 3px solid var(--accent); outline-offset: 1px; }
.card img { width: 100%; height: 150px; object-fit: contain; }
.product-link { color: var(--accent); font-weight: 600; }
.product-link:visited { color: #6b3fa0; }
.product-link::after { content: ""; position: absolute; inset: 0; }
.product-link:focus-visible { outline: none; }
.card .product-title {
  font-size: 14px; line-height: 1.35; font-weight: 400; overflow: hidden; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4;
}
.product-price { font-size: 18px; font-weight: 700; }
.card .product-price { margin-top: auto; }

.product { display: grid; gap: 28px; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); }
.choices, .facts { display: flex; flex-direction: column; gap: 14px; align-items: flex-start; min-width: 0; }
#product-image { width: 100%; max-width: 380px; aspect-ratio: 1; object-fit: contain; }
.rating { color: var(--soft); }
.facts .purchase { margin-top: 8px; }
.options { border: 0; min-width: 0; }
.options h2 { font-size: 15px; margin-bottom: 6px; color: var(--soft); }
.values { display: flex; flex-wrap: wrap; gap: 8px; }
.values input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.values label {
  display: inline-flex; align-items: center; gap: 8px; min-height: 40px; padding: 4px 12px;
  border: 1px solid #78838f; border-radius: 8px; background: var(--card); cursor: pointer;
  overflow-wrap: anywhere;
}
.values label img { width: 32px; height: 32px; border-radius: 5px; margin-inline-start: -6px; }
.values label:hover { border-color: var(--accent); background: var(--accent-ground); }
.values input:checked + label {
  border-color: var(--accent); box-shadow: inset 0 0 0 2px var(--accent);
  background: var(--accent-ground); font-weight: 600;
}
.values input:focus-visible + label { outline: 3px solid var(--accent); outline-offset: 2px; }

.sub-page main { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px 24px; min-height: 80px; }
.sub-page ul { padding-inline-start: 20px; }
.product-info { max-width: 75ch; margin-bottom: 8px; overflow-wrap: anywhere; }

.done main {
  max-width: 620px; margin: 6vh auto 0; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; padding: 28px; display: flex; flex-direction: column; gap: 14px; align-items: center;
}
.done img { width: 220px; }
.done h2 { font-size: 17px; }
.code { color: var(--soft); }
code { font: inherit; font-weight: 600; }
dl { width: 100%; border-top: 1px solid var(--line); }
dl > div:not([hidden]) { display: grid; grid-template-columns: 110px 1fr; padding: 8px 4px; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
#reward pre { font: inherit; font-size: 26px; margin: 0; text-align: center; }

@media (max-width: 720px) {
  .product { grid-template-columns: minmax(0, 1fr); }
  .start main, .done main { margin-top: 0; }
}
`;
