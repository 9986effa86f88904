package org.cloister.samples.heartdisease;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Draws the invented patients of one hospital, a line of 14 cells each. The label follows a
 * logistic model of the columns that the job trains on, with a hospital's own intercept, so that a
 * federated logistic regression has something true to find.
 */
final class Patients {

  /** The columns that can be missing: from trestbps up to the label. */
  private static final int FIRST_MISSING = 3;

  private static final int LABEL = 13;

  /** What the exercise test gives: trestbps, thalach, exang, oldpeak. */
  private static final Set<Integer> EXERCISE = Set.of(3, 7, 8, 9);

  private final Hospital hospital;
  private final Chance chance;

  Patients(Hospital hospital, Chance chance) {
    this.hospital = hospital;
    this.chance = chance;
  }

  /** The next patient, cells separated by commas, missing ones as {@code ?}. */
  String next() {
    int age = chance.whole(hospital.age(), 8.5, 28, 77);
    boolean male = chance.happens(hospital.male());
    int chestPain = 1 + chance.pick(shares(hospital.chestPain()));
    int pressure = chance.whole(110 + 0.4 * age, 17, 80, 200);
    boolean zero = chance.happens(hospital.cholesterolZero());
    int measured = chance.whole(248, 55, 85, 603);
    boolean sugar = chance.happens(hospital.fastingSugar());
    int ecg = chance.pick(shares(hospital.restEcg()));
    int heartRate =
        chance.whole(hospital.maxHeartRate() - 0.8 * (age - hospital.age()), 21, 60, 202);
    boolean angina = chance.happens(hospital.angina());
    double oldpeak = Math.max(0, StrictMath.rint(10 * chance.normal(hospital.oldpeak(), 1.1)) / 10);
    double risk =
        hospital.intercept()
            + 0.03 * (age - 54)
            + (male ? 0.5 : -0.7)
            + (chestPain == 4 ? 1.5 : -0.9)
            + 0.008 * (pressure - 132)
            + 0.004 * (measured - 248)
            + (sugar ? 0.4 : -0.1)
            + (ecg == 0 ? -0.1 : 0.2)
            - 0.028 * (heartRate - hospital.maxHeartRate())
            + (angina ? 1.3 : -0.7)
            + 0.8 * (oldpeak - hospital.oldpeak());
    boolean sick = chance.happens(1 / (1 + StrictMath.exp(-1.3 * risk)));
    int grade = sick ? 1 + chance.pick(0.42, 0.28, 0.22, 0.08) : 0;
    int slope = oldpeak > 0.8 ? 2 + chance.pick(0.88, 0.12) : 1 + chance.pick(0.7, 0.3);
    int vessels = sick ? chance.pick(0.35, 0.3, 0.2, 0.15) : chance.pick(0.8, 0.14, 0.04, 0.02);
    int thal = sick ? 3 + 4 * chance.pick(0.35, 0.65) : 3 + 4 * chance.pick(0.8, 0.2);
    String[] cells = {
      text(age),
      flag(male),
      text(chestPain),
      text(pressure),
      text(zero ? 0 : measured),
      flag(sugar),
      text(ecg),
      text(heartRate),
      flag(angina),
      String.format(Locale.ROOT, "%.1f", oldpeak),
      text(slope),
      text(vessels),
      text(thal),
      text(grade)
    };
    return String.join(",", withMissing(cells));
  }

  private String[] withMissing(String[] cells) {
    boolean unexamined = chance.happens(hospital.unexamined());
    for (int column = FIRST_MISSING; column < LABEL; column++) {
      boolean missing = chance.happens(hospital.missing().get(column - FIRST_MISSING));
      if (missing || (unexamined && EXERCISE.contains(column))) {
        cells[column] = "?";
      }
    }
    return cells;
  }

  private static double[] shares(List<Double> shares) {
    return shares.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String text(int value) {
    return Integer.toString(value);
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
