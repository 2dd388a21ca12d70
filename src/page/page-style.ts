/** Style of the diff page: light and dark, contrast of at least 7:1 for text, focus always visible. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #f2f3f5; --line: #c4c7cc; --dim: #474b52;
  --link: #0b3f8f; --old: #8c1212; --new: #0b4f24; --alarm: #8c1212; --focus: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --ink: #f1f1f1; --paper: #16181c; --soft: #22252b; --line: #4a4f57;
  --dim: #c3c7ce; --link: #a8c7fa; --old: #ffb4ab; --new: #a5e3b5; --alarm: #ffb4ab; --focus: #a8c7fa; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { position: sticky; top: 0; z-index: 1; padding: .6rem 1rem; background: var(--paper); border-bottom: 1px solid var(--line); }
h1 { margin: 0 0 .3rem; font-size: 1.2rem; }
h2 { margin: 1rem 0 .2rem; font-size: 1rem; }
.controls { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; }
input[type=search] { width: min(30rem, 80vw); }
input[type=search], select, button { font: inherit; color: inherit; background: var(--paper); padding: .25rem .5rem;
  border: 1px solid var(--dim); border-radius: 4px; }
main { display: grid; grid-template-columns: 19rem minmax(0, 1fr); gap: 1rem; padding: 1rem; }
@media (max-width: 55rem) { main { grid-template-columns: 1fr; } }
fieldset { border: 1px solid var(--line); border-radius: 4px; align-self: start; }
fieldset label { display: flex; gap: .4rem; }
fieldset label span:last-child { margin-left: auto; color: var(--dim); }
ol { margin: 0; padding: 0; list-style: none; }
ol > li { padding: .35rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
ol > li.topic { padding: 0; border: 0; }
ol > li[aria-current] { background: var(--soft); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
a { color: var(--link); }
code { font: 14px/1.4 ui-monospace, monospace; }
del { color: var(--old); } ins { color: var(--new); text-decoration: none; font-weight: 600; }
.kind { display: inline-block; min-width: 9rem; font-weight: 600; }
.note, .place { color: var(--dim); }
.decision { color: var(--alarm); font-weight: 700; }
kbd { padding: 0 .3rem; border: 1px solid var(--dim); border-radius: 3px; font: inherit; }
`;
