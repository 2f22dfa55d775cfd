// SwiftNIO opens sockets and epoll descriptors that child processes inherit, and has no option for it. What this target
// defines takes the place of the C library's functions in the code that is linked into the program: no header is needed.
