package org.cloister.plugins.secagg;

import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;

/** What a site that lies does to a sum where nobody looks. */
class SiteTwinTests {
  private static final String SPOILT = "the sum is not that of the sites";

  /** Takes off whatever the shares give. */
  private static Twin believing() {
    return Twin.of(
        new HubChecks() {
          @Override
          void revealed(Bytes signedFor, Bytes digest) {}

          @Override
          void maskKey(Bytes offered, ExchangeKey reconstructed) {}

          @Override
          void selfSeed(Bytes committed, Bytes reconstructed) {}
        });
  }

  private static Twin shapeless() {
    return Twin.of(
        new HubChecks() {
          @Override
          void shape(Terms terms, IntVector any) {}
        });
  }

  @Test
  void anotherLengthOrModulus_notLookedAt_spoilsTheSum() {
    shapeless().assertHappens(SPOILT, "vector-of-wrong-length", 0, 4);
    shapeless().assertHappens(SPOILT, "wrong-modulus", 0, 4);
  }

  @Test
  void changedVector_notCompared_spoilsTheSum() {
    HubChecks trusting =
        new HubChecks() {
          @Override
          void input(Bytes claimed, Bytes received) {}
        };
    Twin.of(trusting).assertHappens(SPOILT, "masked-vector-changed-after-commitment", 0, 4);
  }

  @Test
  void inventedShare_believed_spoilsTheSum() {
    believing().assertHappens(SPOILT, "lying-share", 0, 4);
  }

  @Test
  void shareOutsideTheField_notLookedAt_failsTheCoordinator() {
    HubChecks lax =
        new HubChecks() {
          @Override
          void share(SecretBytes value) {}

          @Override
          void revealed(Bytes signedFor, Bytes digest) {}
        };
    Twin.of(lax).assertHappens("", "share-outside-the-field", 0, 4);
  }

  @Test
  void unsignedList_notLookedAt_isBlamedOnItsHolders() {
    HubChecks lax =
        new HubChecks() {
          @Override
          void dealt(DealerShares shares, int holders) {}
        };
    Twin.of(lax).assertHappens("CL-0713", "share-off-the-signed-root", 0, 4);
  }

  @Test
  void anotherSelfSeed_believed_isNobodysFault() {
    believing().assertHappens("no refusal", "lying-dealer", 0, 4);
  }

  @Test
  void anotherMaskKey_believed_spoilsTheSum() {
    believing().assertHappens(SPOILT, "lying-dealer", 1, 4);
  }

  @Test
  void anotherShareForOne_taken_isBlamedOnItsHolder() {
    RosterTwinTests.careless()
        .assertHappens("site-2 was blamed for what it did not do", "lying-dealer", 2, 4);
  }

  @Test
  void anotherCiphertext_believed_spoilsTheSum() {
    HubChecks believing =
        new HubChecks() {
          @Override
          void sent(Bytes signedFor, Bytes following) {}
        };
    Twin.of(believing)
        .assertHappens(SPOILT, "lying-dealer", 2, 4, Settings.of("suite", "pq-hybrid"));
  }
}
