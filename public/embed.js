// The custom element with which any page shows the app:
//
//     <script async src="https://app.example/embed.js"></script>
//     <twelvefold-assessment theme="light" data-role="member"></twelvefold-assessment>
//
// A classic script without dependencies that leaves nothing behind but the element. It owns the frame: its address, its
// height, and what the page is told. It knows nothing of the app but the messages of docs/embedding.md, and believes none
// of them without looking: window, origin, version, id, type, kind and size of every field.
(() => {
  "use strict";

  const TAG = "twelvefold-assessment";
  if (!window.customElements || customElements.get(TAG)) return;

  // Where this script comes from is where the app is. Only known while the script runs, and not in a bundle.
  const script = document.currentScript?.src;

  const OPTIONS = [
    "lang", "theme", "accent", "ground", "radius", "heading-level", "form", "role", "scale", "stage", "start", "model",
    "cta", "cta-href", "answers",
  ];
  const OTHERS = ["src", "sandbox", "frame-title", "min-height"];

  const VERSION = 1;
  // How long the first screen may take once the frame is in sight.
  const PATIENCE = 20000;
  // In one second: messages that are looked at, and times that the frame may grow before it is taken for a loop.
  const MOST_MESSAGES = 100;
  const MOST_GROWTHS = 20;
  const LONGEST = 2000;
  const MOST_PRINCIPLES = 64;

  const note = (text) => console.warn(`<${TAG}>: ${text}`);

  // ------------------------------------------------------ messages -----

  // Each reader gives back what it was given, or undefined if that is not what it should be.

  const isPlain = (value) =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  const text = (value) => (typeof value === "string" && value.length <= LONGEST ? value : undefined);
  const name = (value) => (typeof value === "string" && /^[a-z][a-z0-9-]{0,63}$/.test(value) ? value : undefined);
  const whole = (least, most) => (value) =>
    Number.isInteger(value) && value >= least && value <= most ? value : undefined;
  const count = whole(0, 100000);
  const orNull = (read) => (value) => (value === null ? null : read(value));
  const score = orNull((value) => (Number.isFinite(value) && value >= 0 && value <= 100 ? value : undefined));
  const held = orNull(whole(1, 5));
  const label = (value) => count(value) ?? text(value);

  function principles(value) {
    if (!isPlain(value) || Object.keys(value).length > MOST_PRINCIPLES) return undefined;
    const read = [];
    for (const [id, one] of Object.entries(value)) {
      if (text(id) === undefined || !isPlain(one)) return undefined;
      const is = { score: score(one.score), held: held(one.held) };
      if (is.score === undefined || is.held === undefined) return undefined;
      read.push([id, is]);
    }
    return Object.fromEntries(read);
  }

  const MESSAGES = {
    ready: { model: text, version: label, language: text },
    height: { height: whole(1, 100000) },
    scroll: { top: whole(0, 100000) },
    progress: { answered: count, total: count },
    complete: { model: text, version: label, answered: count, total: count, overall: score, held, principles },
    cta: {},
    error: { reason: name },
  };

  // The fields of a message, and nothing else that is in it; undefined if it is not one.
  function fields(data) {
    if (typeof data.type !== "string" || !Object.hasOwn(MESSAGES, data.type)) return undefined;
    const read = {};
    for (const [field, reader] of Object.entries(MESSAGES[data.type])) {
      read[field] = reader(data[field]);
      if (read[field] === undefined) return undefined;
    }
    if (data.type === "complete" && data.code !== undefined) {
      read.code = text(data.code);
      if (read.code === undefined) return undefined;
    }
    return read;
  }

  // Counts what happens within a second.
  function counter() {
    let since = 0;
    let times = 0;
    return () => {
      const now = performance.now();
      if (now - since >= 1000) {
        since = now;
        times = 0;
      }
      times += 1;
      return times;
    };
  }

  // ----------------------------------------------------- addresses -----

  function address(value, base, schemes) {
    try {
      const url = new URL(value, base);
      return schemes.includes(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  const isOfApp = (value, app) => {
    const url = address(value, app, [app.protocol]);
    return url !== null && url.origin === app.origin && url.pathname.endsWith(".json");
  };

  // What can be refused here, before it is in an address. The app checks all of it again, and the other options.
  const ALLOWED = {
    accent: (value) => /^#([0-9a-f]{3}){1,2}$/i.test(value),
    theme: (value) => ["auto", "light", "dark"].includes(value),
    model: isOfApp,
    "cta-href": (value) => address(value, undefined, ["https:", "mailto:", "tel:"]) !== null,
  };

  // ------------------------------------------------------- element -----

  // Built and not written into the element, so that the strictest policy of a page allows it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{display:block}:host([hidden]){display:none}div{position:relative}" +
      "iframe{display:block;width:100%;border:0;height:0;min-height:640px}" +
      "div,b{scroll-margin:inherit}b{position:absolute;left:0;width:0;height:0}b:last-of-type{bottom:0}",
  );

  class Assessment extends HTMLElement {
    static observedAttributes = [...OPTIONS, ...OTHERS].flatMap((key) => [key, `data-${key}`]);

    // What belongs to the frame that is shown now; null while the element is in no page.
    #now = null;
    #changed = null;

    connectedCallback() {
      if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      addEventListener("message", this);
      addEventListener("blur", this);
      this.#load();
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      removeEventListener("blur", this);
      this.#unload();
    }

    // Moved by `moveBefore`: the frame goes on as it is.
    connectedMoveCallback() {}

    attributeChangedCallback(attribute, before, after) {
      if (!this.isConnected || !this.shadowRoot || before === after) return;
      const key = attribute.replace(/^data-/, "");
      if (this.#now && (key === "frame-title" || key === "min-height")) this.#dress();
      else if (this.#now && key === "theme") this.#retheme();
      // Several at once load the frame once.
      else if (this.#changed) this.#changed.add(key);
      else {
        this.#changed = new Set([key]);
        queueMicrotask(() => this.#reload());
      }
    }

    handleEvent(event) {
      const now = this.#now;
      if (!now) return;
      // Focus goes into a frame with a click or a key and no other way: from here on it may move what is around it.
      now.used ||= this.shadowRoot.activeElement === now.frame;
      if (event.type === "message") this.#receive(event);
      else this.#fit();
    }

    // An option under its name or, for pages that must be valid HTML, with `data-` before it.
    #option(key) {
      return this.getAttribute(key) || this.getAttribute(`data-${key}`) || null;
    }

    // An option that is allowed, with the same answer for all who ask.
    #allowed(key, app) {
      const value = this.#option(key);
      return value !== null && (ALLOWED[key]?.(value, app) ?? true) ? value : null;
    }

    #load() {
      const given = this.#option("src");
      let app = given && address(given, document.baseURI, ["https:", "http:"]);
      if (given && !app) note("src is refused: it must be an address with https: or http:");
      app ||= script ? new URL(".", script) : null;
      if (!app) {
        note("without src the script must be included by its address, as a classic script");
        this.shadowRoot.append(document.createElement("slot"));
        return;
      }
      for (const key of OPTIONS) {
        const value = this.#option(key);
        if (value === null) continue;
        if (this.#allowed(key, app) === null) note(`${key} is refused: ${JSON.stringify(value.slice(0, 80))}`);
        else app.searchParams.set(key, value);
      }
      const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
      const link = make("a", { href: app.href, target: "_blank", rel: "noopener" });
      // An empty one locks up everything, and is not the same as none.
      const sandbox = this.getAttribute("sandbox") ?? this.getAttribute("data-sandbox");
      const now = (this.#now = {
        // New for each frame: what the one before still had to say is not taken for news of this one.
        id: [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
        app,
        origin: sandbox !== null && !/\ballow-same-origin\b/i.test(sandbox) ? "null" : app.origin,
        frame: make("iframe", {
          loading: this.hasAttribute("eager") ? "eager" : "lazy",
          allow: "clipboard-write",
        }),
        link,
        failed: make("p", { hidden: true }),
        // Where to scroll to, and where the frame ends.
        goal: make("b"),
        end: make("b"),
        theme: this.#allowed("theme") ?? "auto",
        messages: counter(),
        growths: counter(),
        height: 0,
        width: 0,
        wanted: 0,
        answered: 0,
        used: false,
        isBelow: false,
        isLoop: false,
        isReady: false,
        timer: 0,
      });
      const url = new URL(app);
      // A page without an origin of its own cannot be told anything: the frame scrolls by itself then.
      if (origin === "null") note("this page has no origin, so height and events are not known");
      else {
        url.searchParams.set("embed", now.id);
        url.searchParams.set("host", origin);
      }
      if (sandbox !== null) now.frame.setAttribute("sandbox", sandbox);
      this.#dress();
      now.frame.src = url.href;
      now.failed.append(link, document.createElement("slot"));
      const box = document.createElement("div");
      box.append(now.frame, now.goal, now.end, now.failed);
      this.shadowRoot.append(box);
      now.watcher = new IntersectionObserver((entries) => this.#look(entries));
      now.watcher.observe(now.frame);
      now.watcher.observe(now.end);
      if (now.frame.loading === "eager") this.#wait();
    }

    #unload() {
      clearTimeout(this.#now?.timer);
      this.#now?.watcher.disconnect();
      this.#now = null;
      this.shadowRoot.replaceChildren();
    }

    // A new frame and not a new address for the old one: that would be one more step back in the history of the page.
    #reload() {
      const keys = [...this.#changed].join(", ");
      this.#changed = null;
      if (!this.isConnected) return;
      if (this.#now?.answered > 0) {
        note(`${keys}: something has been answered, so the change waits until the page is loaded again`);
        return;
      }
      this.#unload();
      this.#load();
    }

    // What can be changed while the frame is there.
    #dress() {
      const { frame, link, theme } = this.#now;
      frame.title = this.#option("frame-title") ?? "Twelvefold";
      link.textContent = frame.title;
      const least = this.#option("min-height")?.replace(/^\d+$/, "$&px") ?? "";
      if (least && !CSS.supports("min-height", least)) note(`min-height is refused: ${JSON.stringify(least)}`);
      frame.style.minHeight = least;
      // A frame is only transparent where its scheme is that of the app.
      frame.style.colorScheme = theme === "auto" ? "light dark" : theme;
    }

    #retheme() {
      const now = this.#now;
      const theme = this.#allowed("theme") ?? "auto";
      if (theme === now.theme) return;
      now.theme = theme;
      this.#dress();
      if (now.isReady) this.#tell();
    }

    #tell() {
      const { id: embed, frame, origin: target, theme } = this.#now;
      const message = { twelvefold: VERSION, embed, type: "theme", theme };
      // An opaque origin has no name; there is nothing in the message that others must not see.
      frame.contentWindow.postMessage(message, target === "null" ? "*" : target);
    }

    #wait() {
      const now = this.#now;
      if (now.timer || now.isReady || origin === "null") return;
      now.timer = setTimeout(() => {
        // Usually a policy of one of the two sites, or the address is wrong; the frame itself does not say.
        now.failed.hidden = false;
        this.#say("error", { reason: "load-failed" });
      }, PATIENCE);
    }

    #look(entries) {
      const now = this.#now;
      if (!now) return;
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        if (target === now.end) now.isBelow = !isIntersecting && boundingClientRect.top > 0;
        else if (isIntersecting) this.#wait();
      }
      this.#fit();
    }

    #receive({ source, origin: from, data }) {
      const now = this.#now;
      if (source !== now.frame.contentWindow || from !== now.origin || now.messages() > MOST_MESSAGES) return;
      if (!isPlain(data) || data.twelvefold !== VERSION || data.embed !== now.id) return;
      const read = fields(data);
      if (!read) return;
      if (data.type === "height") {
        now.wanted = read.height;
        this.#fit();
        return;
      }
      if (data.type === "scroll") {
        this.#scroll(read.top);
        return;
      }
      if (data.type === "ready") {
        clearTimeout(now.timer);
        now.isReady = true;
        now.failed.hidden = true;
        if (now.theme !== (now.app.searchParams.get("theme") ?? "auto")) this.#tell();
      }
      if (data.type === "progress") now.answered = read.answered;
      // Nobody has asked for it here, so nobody was told that it is handed over.
      if (this.#option("answers") !== "ask") delete read.code;
      this.#say(data.type, read);
    }

    #say(type, detail) {
      this.dispatchEvent(new CustomEvent(`twelvefold:${type}`, { bubbles: true, composed: true, detail }));
    }

    // Gives the frame the height that it wants. Until somebody uses it, only while its end is below what is in sight, so that
    // nothing moves under the eyes of a reader; the frame scrolls inside for so long.
    #fit() {
      const now = this.#now;
      const by = now.wanted - now.height;
      // One pixel less is rounding, and to follow it would go to and fro.
      if (now.isLoop || !now.wanted || by === 0 || by === -1 || !(now.isBelow || now.used)) return;
      // What becomes narrower becomes higher, however often.
      const { clientWidth } = now.frame;
      const isNarrower = clientWidth < now.width;
      now.width = clientWidth;
      if (by > 0 && !isNarrower && now.growths() > MOST_GROWTHS) {
        now.isLoop = true;
        note("the frame grows without end, so it scrolls inside from now on");
        return;
      }
      now.height = now.wanted;
      now.frame.style.height = `${now.height}px`;
    }

    // Brings a place in the frame into sight, if somebody uses the frame and its top is out of sight. A page with a bar at its
    // top sets `scroll-margin-top` on the element or `scroll-padding-top` on itself.
    #scroll(top) {
      const { frame, goal, used } = this.#now;
      if (!used || frame.getBoundingClientRect().top >= 0) return;
      goal.style.top = `${Math.min(top, frame.offsetHeight)}px`;
      goal.scrollIntoView({ block: "start", inline: "nearest", behavior: "instant" });
    }
  }

  customElements.define(TAG, Assessment);
})();
