/** Style of the page of a release, beyond what all pages share: list and entry side by side, one at a time on a phone. */
export const BROWSE_STYLE = `
main { grid-template-columns: minmax(18rem, 26rem) minmax(0, 1fr); }
#results { max-height: calc(100vh - 7rem); overflow: auto; position: sticky; top: 6rem; }
#list a { color: inherit; text-decoration: none; }
#list code { color: var(--link); }
#back { display: none; }
.title { margin: 0 0 .5rem; font-size: 1.25rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 1rem; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
details { margin: .6rem 0; border-top: 1px solid var(--line); padding-top: .4rem; }
summary { font-weight: 600; cursor: pointer; padding: .2rem 0; }
ul { margin: .2rem 0; padding: 0 0 0 .6rem; list-style: none; }
ul > li { padding: .2rem 0; overflow-wrap: anywhere; }
.place { color: var(--dim); white-space: nowrap; font-size: .9em; }
a .place { color: var(--link); }
@media (max-width: 55rem) {
  main { grid-template-columns: 1fr; padding: .6rem .8rem; }
  header { padding: .4rem .8rem; }
  h1 { font-size: 1rem; margin: 0 0 .2rem; }
  .controls { gap: .3rem .6rem; }
  .controls label { display: flex; gap: .4rem; align-items: center; }
  .controls label:first-child { flex: 1 1 100%; }
  #search { flex: 1; min-width: 0; width: 100%; }
  #results { position: static; max-height: none; overflow: visible; }
  #list > li { padding: .55rem .2rem; }
  #entry { order: -1; }
  .chosen #results { display: none; }
  .chosen #back { display: inline-block; margin-bottom: .6rem; padding: .4rem .8rem; }
  dl { gap: .15rem .7rem; }
  .searching:not(.chosen) #entry { display: none; }
  .place { white-space: normal; }
}
`;
