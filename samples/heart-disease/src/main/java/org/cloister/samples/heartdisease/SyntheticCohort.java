package org.cloister.samples.heartdisease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the tables of four hospitals that do not exist, in the form of the UCI heart disease
 * collection: 14 columns, no header, {@code ?} for a missing cell. Sizes, case mix and gaps are
 * similar; no line stands for a real person. The same program gives the same bytes.
 */
public final class SyntheticCohort {

  private static final long SEED = 45;

  private SyntheticCohort() {}

  /**
   * Writes the four files into the folder that is named by the only argument.
   *
   * @throws IOException if that folder cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one argument is needed: the folder to write to");
    }
    write(Path.of(args[0]));
  }

  /**
   * Writes {@code cleveland.csv}, {@code hungarian.csv}, {@code switzerland.csv}, {@code va.csv}.
   */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Hospital hospital : Hospital.all()) {
      Files.writeString(
          folder.resolve(hospital.site() + ".csv"), table(hospital), StandardCharsets.US_ASCII);
    }
  }

  private static String table(Hospital hospital) {
    // Each hospital has a stream of its own, so that changing one leaves the others as they are.
    Patients patients = new Patients(hospital, new Chance(SEED + 1000L * hospital.patients()));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < hospital.patients(); i++) {
      lines.append(patients.next()).append('\n');
    }
    return lines.toString();
  }
}
