package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;

/**
 * The last step of a site: it reveals its shares for one set of survivors, once for all time. What
 * it answered is in the journal before it leaves the site, so that it is the same answer whenever
 * and however often it is asked again, and none to another question.
 */
record SiteAnswer(SiteParty party) {

  private String name() {
    return "bonawitz-reveal-" + party.terms().plan().context().hex();
  }

  /** Whether this session was answered already, perhaps before a restart. */
  boolean given() {
    return party.host().journalled(name()).isPresent();
  }

  /** The journalled answer, if it is to this very question. */
  Optional<Bytes> again(Agreement agreement) {
    return party.host().journalled(name()).flatMap(entry -> same(agreement, entry));
  }

  private Optional<Bytes> same(Agreement agreement, Bytes entry) {
    byte[] bytes = entry.toArray();
    Bytes before = Bytes.of(bytes, 0, BodyReader.DIGEST);
    Bytes asked = statement(agreement.survivors());
    party.checks().once(before, asked);
    return before.equals(asked)
        ? Optional.of(Bytes.of(bytes, BodyReader.DIGEST, bytes.length - BodyReader.DIGEST))
        : Optional.empty();
  }

  /** Answers for the first time. */
  Bytes first(Agreement agreement, Bytes signed, SiteDealt dealt) {
    requireAgreed(agreement, signed, dealt.graph());
    Bytes answer = dealt.reveal(agreement.survivors()).encode();
    party.host().journal(name(), new BodyWriter().fixed(signed).fixed(answer).finish());
    return answer;
  }

  private void requireAgreed(Agreement agreement, Bytes signed, Graph graph) {
    Bytes asked = statement(agreement.survivors());
    party.checks().sameSurvivors(signed, asked);
    List<Integer> survivors = agreement.survivors().sites();
    List<Agreement.Consent> consents = agreement.consents();
    for (Agreement.Consent consent : consents) {
      if (!survivors.contains(consent.site())) {
        throw BodyReader.malformed("only survivors consent");
      }
      party.checks().known(graph, party.self(), consent.site());
      party.requireSigned(consent.site(), Survivors.PURPOSE, asked, consent.signature());
    }
    party.checks().consents(party.terms(), party.checks().distinct(consents));
  }

  static Bytes statement(Survivors survivors) {
    if (survivors.inputs().isEmpty()) {
      throw BodyReader.malformed("there must be survivors");
    }
    return survivors.statement();
  }
}
