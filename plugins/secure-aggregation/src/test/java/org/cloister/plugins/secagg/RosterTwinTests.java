package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.junit.jupiter.api.Test;

/** What becomes of lists of keys and shares that nobody looks at. */
class RosterTwinTests {
  private static final String BLAMED = "site-2 was blamed for what it did not do";

  private static SiteChecks unsigned() {
    return new SiteChecks() {
      @Override
      void signed(SessionHost h, Terms t, int site, String p, Bytes statement, Bytes signature) {}
    };
  }

  private static Twin believing() {
    return Twin.of(
        new HubChecks() {
          @Override
          void signed(SessionHost h, Terms t, int site, String p, Bytes statement, Bytes signed) {}
        });
  }

  /** Takes any share for a share. */
  static Twin careless() {
    return Twin.of(
        new SiteChecks() {
          @Override
          SecretBytes opened(Terms terms, int dealer, Optional<SecretBytes> content) {
            return content.orElseGet(() -> SecretBytes.owning(new byte[2 * BodyReader.DIGEST]));
          }

          @Override
          void dealt(
              Terms t, Dealing dealing, Bytes leaf, int index, int count, List<Bytes> path) {}
        });
  }

  @Test
  void keysOfAllOthers_unsigned_giveTheSiteAway() {
    Twin.of(unsigned()).assertHappens("learned the sum of site-1 alone", "key-swap", 0, 4);
  }

  @Test
  void keyOfAPeer_unsigned_isDealtWith() {
    Twin.of(unsigned()).assertHappens(BLAMED, "key-swap", 1, 4);
  }

  @Test
  void ownKey_notLookedFor_isMissedLater() {
    SiteChecks trusting =
        new SiteChecks() {
          @Override
          void ownKeys(KeyOffer mine, List<KeyOffer> offers) {}
        };
    Twin.of(trusting).assertHappens("CL-0906", "own-key-swap", 0, 4);
  }

  @Test
  void siteTwice_notLookedFor_passesForTwo() {
    SiteChecks unordered =
        new SiteChecks() {
          @Override
          void ascending(List<Integer> sites) {}
        };
    Twin.of(unordered).assertHappens("", "duplicate-site", 0, 4);
  }

  @Test
  void tooFew_notCounted_areDealtWith() {
    SiteChecks modest =
        new SiteChecks() {
          @Override
          void enough(Terms terms, int sites) {}
        };
    Twin.of(modest).assertHappens(BLAMED, "roster-below-floor", 0, 4);
  }

  @Test
  void keysOfAnEarlierRound_unsigned_areTaken() {
    Twin.of(unsigned()).assertHappens("", "replay-of-a-round", 1, 4);
    believing().assertHappens("no sum", "replay-of-a-round", 0, 4);
  }

  @Test
  void otherModel_unsigned_costsEverybodyTheRound() {
    believing().assertHappens("no sum", "model-differing-by-one-bit", 0, 4);
  }

  @Test
  void siteThatNeverDealt_notLookedFor_isSignedFor() {
    SiteChecks trusting =
        new SiteChecks() {
          @Override
          void among(List<Integer> sites, List<Integer> earlier, int self) {}
        };
    Twin.of(trusting).assertHappens("no refusal", "roster-change-after-commit", 0, 5);
  }

  @Test
  void foreignShares_taken_areBlamedOnTheirHolder() {
    careless().assertHappens(BLAMED, "share-of-another-session", 0, 4);
    careless().assertHappens(BLAMED, "swapped-source-and-destination", 0, 4);
    careless().assertHappens(BLAMED, "swapped-source-and-destination", 1, 4);
  }
}
