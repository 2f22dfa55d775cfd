/// The first seven hexadecimal digits of the commit that the program was built from, as a number; 0 if it is not known.
unsigned long build_commit(void);
