package org.cloister.samples.heartdisease;

import java.util.List;

/**
 * What one hospital's invented patients look like, by and large as in the UCI collection: size,
 * case mix, and which measurements were often not taken. Shares of one-hot values are in the order
 * of the values.
 *
 * @param site the id in the job file
 * @param patients how many
 * @param age mean age in years
 * @param male share of men
 * @param chestPain shares of the chest pain types 1 to 4
 * @param cholesterolZero share of cholesterol values recorded as 0 instead of missing
 * @param fastingSugar share of high fasting blood sugar
 * @param restEcg shares of the resting ECG results 0 to 2
 * @param maxHeartRate mean of the greatest heart rate under exercise
 * @param angina share of angina under exercise
 * @param oldpeak mean of the ST depression
 * @param intercept of the true label model: how sick the referred patients are
 * @param unexamined share of patients without an exercise test, whose columns miss together
 * @param missing share of missing cells of the columns 4 to 13, trestbps to thal, beside that
 */
record Hospital(
    String site,
    int patients,
    double age,
    double male,
    List<Double> chestPain,
    double cholesterolZero,
    double fastingSugar,
    List<Double> restEcg,
    double maxHeartRate,
    double angina,
    double oldpeak,
    double intercept,
    double unexamined,
    List<Double> missing) {

  /** The four hospitals in the order of the job file. */
  static List<Hospital> all() {
    return List.of(cleveland(), hungarian(), switzerland(), va());
  }

  private static Hospital cleveland() {
    return new Hospital(
        "cleveland",
        303,
        54.4,
        0.68,
        List.of(0.08, 0.16, 0.28, 0.48),
        0,
        0.15,
        List.of(0.50, 0.02, 0.48),
        150,
        0.33,
        1.0,
        -0.3,
        0,
        List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.013, 0.007));
  }

  private static Hospital hungarian() {
    return new Hospital(
        "hungarian",
        294,
        47.8,
        0.72,
        List.of(0.04, 0.36, 0.18, 0.42),
        0,
        0.07,
        List.of(0.80, 0.18, 0.02),
        139,
        0.30,
        0.6,
        -0.7,
        0,
        List.of(0.003, 0.078, 0.027, 0.003, 0.003, 0.003, 0.0, 0.646, 0.99, 0.905));
  }

  private static Hospital switzerland() {
    return new Hospital(
        "switzerland",
        123,
        55.3,
        0.92,
        List.of(0.03, 0.03, 0.14, 0.80),
        1,
        0.10,
        List.of(0.69, 0.25, 0.06),
        122,
        0.44,
        0.65,
        1.6,
        0,
        List.of(0.016, 0.0, 0.61, 0.008, 0.008, 0.008, 0.049, 0.138, 0.959, 0.423));
  }

  private static Hospital va() {
    return new Hospital(
        "va",
        200,
        59.4,
        0.97,
        List.of(0.04, 0.07, 0.24, 0.65),
        0.25,
        0.35,
        List.of(0.40, 0.46, 0.14),
        123,
        0.64,
        1.3,
        -0.2,
        0.265,
        List.of(0.015, 0.035, 0.035, 0.0, 0.0, 0.0, 0.015, 0.33, 0.99, 0.83));
  }
}
