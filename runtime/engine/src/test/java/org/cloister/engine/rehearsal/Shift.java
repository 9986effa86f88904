package org.cloister.engine.rehearsal;

import java.security.SecureRandom;
import org.cloister.model.DpEvent;
import org.cloister.model.IntVector;
import org.cloister.model.Neighbours;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.PrivacyUnit;
import org.cloister.model.Settings;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.QuantizationPlan;

/** Adds one unit of the fixed point to every residue: not noise, but seen in the sum. */
record Shift(int parties) implements PrivacyMechanism.Distributed {
  @Override
  public String id() {
    return "shift";
  }

  @Override
  public PrivacyCharge planned(Settings settings, long examples, long steps) {
    return new PrivacyCharge(PrivacyUnit.SITE, Neighbours.ADD_REMOVE, new DpEvent.NonPrivate());
  }

  @Override
  public IntVector perturb(
      IntVector quantized,
      QuantizationPlan plan,
      int honestSurvivors,
      Settings settings,
      SecureRandom random) {
    long[] values = new long[Math.toIntExact(quantized.length())];
    quantized.read(0, values, 0, values.length);
    for (int i = 1; i <= 2; i++) {
      values[i] += 1 << 20;
    }
    return Residues.of(values);
  }
}
