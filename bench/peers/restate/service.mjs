// The canonical work as a Restate virtual object: a document a key, a handler a command, letters and the wake-up as
// calls that are to happen later. The paths are those of the bare reference, so that one driver drives both.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new Promise((yes, no) => { [resolve, reject] = [yes, no]; });
  return { promise, resolve, reject };
};
const restate = await import("@restatedev/restate-sdk");

const HOUR = 3600e3;
const FOUR_YEARS = 4 * 365.25 * 24 * HOUR;
const NOW = 1736150400;

const step = (state, from, to, kind, actor) => {
  if (state?.phase !== from) throw new restate.TerminalError(`phase ${state?.phase}`, { errorCode: 409 });
  state.phase = to;
  state.log.push([state.log.length + 1, kind, actor, NOW]);
};
const open = (state, stage) => Object.values(state.invited).some((one) => one.stage === stage && !one.answered);

const letters = restate.service({ name: "letters", handlers: { send: async () => {} } });

const documents = restate.object({
  name: "documents",
  handlers: {
    create: async (ctx, { title }) => {
      const state = { title, text: "", phase: 0, log: [], invited: {} };
      step(state, 0, 0, "created", "desk");
      ctx.set("state", state);
      return {};
    },
    save: async (ctx, { text }) => {
      const state = await ctx.get("state");
      step(state, 0, 0, "saved", "desk");
      ctx.set("state", { ...state, text });
      return {};
    },
    invite: async (ctx, { stage }) => {
      const state = await ctx.get("state");
      step(state, stage * 2, stage * 2 + 1, "invited", "desk");
      const tokens = [];
      for (let municipality = 0; municipality < 8; municipality++) {
        const token = ctx.rand.uuidv4();
        tokens.push(token);
        state.invited[token] = { stage, municipality };
        const letter = { to: `post@${municipality}.example.test`, stage, document: ctx.key, token };
        ctx.serviceSendClient(letters).send(letter, restate.rpc.sendOpts({ delay: HOUR }));
      }
      ctx.set("state", state);
      return { tokens };
    },
    answer: async (ctx, { token }) => {
      const state = await ctx.get("state");
      const one = state.invited[token];
      if (!one || one.answered) throw new restate.TerminalError("no such link", { errorCode: 409 });
      one.answered = NOW;
      const phase = one.stage * 2 + 1;
      step(state, phase, phase, "answered", `municipality ${one.municipality}`);
      ctx.set("state", state);
      return {};
    },
    close: async (ctx) => {
      const state = await ctx.get("state");
      if (open(state, 0)) throw new restate.TerminalError("not all have answered", { errorCode: 409 });
      step(state, 1, 2, "closed", "desk");
      ctx.set("state", state);
      return {};
    },
    adopt: async (ctx) => {
      const state = await ctx.get("state");
      if (open(state, 1)) throw new restate.TerminalError("not all have decided", { errorCode: 409 });
      step(state, 3, 4, "adopted", "desk");
      ctx.set("state", state);
      ctx.objectSendClient(documents, ctx.key).wake({}, restate.rpc.sendOpts({ delay: FOUR_YEARS }));
      return {};
    },
    wake: async () => {},
    count: restate.handlers.object.shared(async (ctx) => {
      const state = await ctx.get("state");
      return { phase: state.phase, events: state.log.length };
    }),
  },
});

restate.serve({ services: [documents, letters], port: Number(process.env.SERVICE_PORT) });
