package org.cloister.app;

/** The command line. So far it only tells its version. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("version")) {
      System.out.println("cloister " + Main.class.getPackage().getImplementationVersion());
    } else {
      System.err.println("usage: cloister version");
      System.exit(2);
    }
  }
}
