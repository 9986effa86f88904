package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * The proof that enough sites were told the same survivors. Holds all that a site needs to know
 * whether it answered this already, also after a restart.
 *
 * @param survivors the set
 * @param consents the signatures over its statement
 */
record Agreement(Survivors survivors, List<Consent> consents) {

  /** One site's signature. */
  record Consent(int site, Bytes signature) {
    private static Consent read(BodyReader in) {
      return new Consent(in.site(), in.sized());
    }
  }

  Bytes encode() {
    BodyWriter out = new BodyWriter();
    survivors.write(out);
    out.number(consents.size());
    consents.forEach(consent -> out.number(consent.site()).sized(consent.signature()));
    return out.finish();
  }

  static Agreement decode(Bytes body, int sites) {
    return new BodyReader(body, sites)
        .whole(in -> new Agreement(Survivors.read(in), in.list(Consent::read)));
  }
}
