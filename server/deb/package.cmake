# The Debian package: `cpack -G DEB` in a build with CMAKE_INSTALL_PREFIX=/usr. Client, daemon, unit, configuration, manual
# page; tests/package/run installs it, upgrades it and takes it away.
set(DEB ${CMAKE_SOURCE_DIR}/server/deb)
install(FILES ${DEB}/omstillingd.service DESTINATION /lib/systemd/system)
install(FILES ${DEB}/omstillingd.conf DESTINATION /etc/omstilling)
# The manual page is --help and what stands before and after it: one text, which cannot lag behind.
add_custom_command(OUTPUT omstillingd.8 COMMAND sh ${DEB}/manual $<TARGET_FILE:omstillingd> > omstillingd.8
	DEPENDS omstillingd ${DEB}/manual VERBATIM)
add_custom_target(manual ALL DEPENDS omstillingd.8)
install(FILES ${CMAKE_BINARY_DIR}/omstillingd.8 DESTINATION share/man/man8)

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON) # for what lies outside the prefix
set(CPACK_PACKAGE_NAME omstilling)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "plans and decisions of omstillingsprogrammer: server and client")
set(CPACK_PACKAGE_CONTACT "omstilling <root@localhost>")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, postgresql-15 | postgresql (>= 15)")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${DEB}/postinst;${DEB}/prerm;${DEB}/postrm;${DEB}/conffiles")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
